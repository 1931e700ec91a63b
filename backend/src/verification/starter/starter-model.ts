import type { OnnxManifest } from '@firstread/contract';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chestDxPhantom, headCtPhantom } from '../../dicom/index.js';
import { prepareSource, type Tensor } from '../../inference/index.js';
import type { VerificationTools } from '../model-under-test.js';
import { sourceOf } from '../sample-studies.js';
import { writeOnnx } from './onnx-writer.js';
import { starterManifest } from './starter-manifest.js';
import { ONNX_README, STARTER_CARD } from './starter-text.js';

/** Rows and columns of the input. */
const SIDE = 64;
const ACQUIRED = { date: '20260105', time: '081500' };

/**
 * Writes a model that passes verification as it is: manifest, file, card, a golden case and two samples. Its graph,
 * a steep function of the mean brightness, stands where a network will. `open` runs it, so that its golden case is what it
 * really says.
 */
export async function writeStarter(
  folder: string,
  id: string,
  open: VerificationTools['open'],
  version = '0.1.0',
): Promise<OnnxManifest> {
  const onnx = starterOnnx();
  const sha256 = createHash('sha256').update(onnx).digest('hex');
  const manifest = { ...starterManifest(id, sha256, SIDE), version };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'model.onnx'), onnx);
  await writeJson(join(folder, 'manifest.json'), manifest);
  await writeFile(join(folder, 'CARD.md'), STARTER_CARD);
  await writeFile(join(folder, 'README.md'), ONNX_README);
  const film = starterFilm();
  await writeSamples(folder, film.bytes);
  await writeGolden(folder, manifest, film.bytes, open);
  return manifest;
}

/** A chest film of nobody. */
export function starterFilm() {
  return chestDxPhantom({ seed: 'starter', name: 'STARTERCHEST', acquired: ACQUIRED, matrix: 512 });
}

function starterOnnx(): Uint8Array {
  return writeOnnx({
    inputs: [{ name: 'image', dims: ['n', 1, SIDE, SIDE] }],
    outputs: [{ name: 'probability', dims: ['n', 1] }],
    constants: {
      half: { float: [0.5], dims: [1] },
      steepness: { float: [8], dims: [1] },
      column: { int64: [-1, 1] },
    },
    nodes: [
      {
        op: 'ReduceMean',
        inputs: ['image'],
        outputs: ['mean'],
        attributes: { axes: [1, 2, 3], keepdims: 0 },
      },
      { op: 'Sub', inputs: ['mean', 'half'], outputs: ['above'] },
      { op: 'Mul', inputs: ['above', 'steepness'], outputs: ['steep'] },
      { op: 'Sigmoid', inputs: ['steep'], outputs: ['flat'] },
      { op: 'Reshape', inputs: ['flat', 'column'], outputs: ['probability'] },
    ],
  });
}

/** A chest film that the model takes, and slices of a head CT that it does not. */
async function writeSamples(folder: string, film: Uint8Array): Promise<void> {
  const slices = [...headCtPhantom({ seed: 'starter', name: 'STARTERHEAD', acquired: ACQUIRED, slices: 10 })];
  await writeSample(folder, 'chest', [film]);
  await writeSample(
    folder,
    'head-ct',
    slices.slice(4, 6).map((slice) => slice.bytes),
  );
  await writeJson(join(folder, 'samples', 'samples.json'), {
    samples: [
      { folder: 'chest', eligible: true },
      { folder: 'head-ct', eligible: false },
    ],
  });
}

async function writeSample(folder: string, name: string, files: readonly Uint8Array[]): Promise<void> {
  const at = join(folder, 'samples', name);
  await mkdir(at, { recursive: true });
  for (const [index, bytes] of files.entries()) await writeFile(join(at, `${index + 1}.dcm`), bytes);
}

/** The film as the manifest prepares it, and what the model says of it. */
async function writeGolden(
  folder: string,
  manifest: OnnxManifest,
  film: Uint8Array,
  open: VerificationTools['open'],
): Promise<void> {
  const plane = await prepareSource(sourceOf(film), manifest.input.preprocessing);
  const input: Tensor = { dims: [1, 1, plane.rows, plane.columns], data: plane.values };
  const model = open(manifest, join(folder, manifest.file.name));
  try {
    const { outputs } = await model.run({ image: input }, ['probability']);
    const values = Array.from(outputs['probability']?.data ?? []);
    await mkdir(join(folder, 'golden'), { recursive: true });
    await writeFile(join(folder, 'golden', 'chest.input.f32.gz'), gzipSync(Buffer.from(input.data.buffer)));
    await writeJson(join(folder, 'golden', 'golden.json'), {
      tolerance: 1e-3,
      cases: [
        {
          case: 'chest',
          source: 'samples/chest/1.dcm',
          shape: input.dims,
          inputFile: 'chest.input.f32.gz',
          outputs: { probability: { dims: [1, 1], values } },
        },
      ],
    });
  } finally {
    model.stop();
  }
}

export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
