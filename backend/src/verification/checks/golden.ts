import { goldenSchema, type Golden, type TensorManifest } from '@firstread/contract';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { counted } from '../domain/counted.js';
import type { ModelRunner, Tensor } from '../../inference/index.js';

const unzip = promisify(gunzip);

/** Runs every golden case that has an input. Throws an Error with a sentence where one comes out differently. */
export async function checkGolden(
  folder: string,
  manifest: TensorManifest,
  model: ModelRunner,
): Promise<string> {
  const golden = await readGolden(folder);
  const cases = golden.cases.filter((one) => one.inputFile);
  if (cases.length === 0)
    throw new Error(
      'no golden case has an inputFile: add at least one input tensor with its expected output',
    );
  let largest = 0;
  for (const one of cases) {
    const input = await readTensor(folder, one.inputFile ?? '', one.shape);
    const names = Object.keys(one.outputs);
    const { outputs } = await model.run({ [manifest.input.tensor]: input }, names);
    for (const name of names) {
      const wanted = one.outputs[name];
      const actual = outputs[name];
      if (!wanted || !actual) throw new Error(`case ${one.case}: the model gave no output "${name}"`);
      largest = Math.max(
        largest,
        await difference(folder, `case ${one.case}, output "${name}"`, wanted, actual),
      );
    }
  }
  if (largest > golden.tolerance)
    throw new Error(
      `outputs differ from the golden ones by ${largest.toPrecision(3)}, more than the tolerance of ${golden.tolerance}. Write the golden cases with the file that is submitted`,
    );
  return `${counted(cases.length, 'case')}, largest difference ${largest.toPrecision(3)} (tolerance ${golden.tolerance})`;
}

async function readGolden(folder: string): Promise<Golden> {
  const path = join(folder, 'golden', 'golden.json');
  if (!existsSync(path)) throw new Error('there is no golden/golden.json');
  const parsed = goldenSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`golden/golden.json: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** Largest difference of a value that the case states. */
async function difference(
  folder: string,
  what: string,
  wanted: Golden['cases'][number]['outputs'][string],
  actual: Tensor,
): Promise<number> {
  if (wanted.dims.join() !== actual.dims.join())
    throw new Error(`${what} is ${actual.dims.join(' × ')}, not ${wanted.dims.join(' × ')}`);
  const expected = wanted.file ? (await readTensor(folder, wanted.file, wanted.dims)).data : wanted.values;
  let largest = 0;
  for (const [index, value] of (expected ?? []).entries()) {
    const got = actual.data[index] ?? NaN;
    if (!Number.isFinite(got)) throw new Error(`${what} has a value that is no number at ${index}`);
    largest = Math.max(largest, Math.abs(got - value));
  }
  return largest;
}

/** A little-endian float32 tensor in gzip. */
async function readTensor(folder: string, file: string, dims: readonly number[]): Promise<Tensor> {
  const path = join(folder, 'golden', file);
  if (file.includes('..') || !existsSync(path)) throw new Error(`there is no golden/${file}`);
  const bytes = await unzip(await readFile(path));
  const count = dims.reduce((product, dim) => product * dim, 1);
  if (bytes.length !== count * 4)
    throw new Error(
      `golden/${file} has ${bytes.length / 4} values; its shape ${dims.join(' × ')} has ${count}`,
    );
  return {
    dims,
    data: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
  };
}
