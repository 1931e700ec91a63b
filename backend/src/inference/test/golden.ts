import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { builtHost } from '../../../test/shipped-models.js';
import type { Tensor } from '../postprocess/tensor.js';
import type { RegisteredModel } from '../registry/model-registry.js';
import { ModelProcess } from '../runtime/model-process.js';

export interface GoldenCase {
  case: string;
  source: string;
  shape: number[];
  inputFile?: string;
  outputs: Record<string, { dims: number[]; sum: number; values?: number[]; file?: string }>;
}

export function goldenCases(model: RegisteredModel): GoldenCase[] {
  const golden = JSON.parse(readFileSync(join(dirname(model.file), 'golden', 'golden.json'), 'utf8')) as {
    cases: GoldenCase[];
  };
  return golden.cases;
}

export function goldenTensor(model: RegisteredModel, file: string, dims: number[]): Tensor {
  const bytes = gunzipSync(readFileSync(join(dirname(model.file), 'golden', file)));
  return {
    dims,
    data: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
  };
}

/** The model in its real process, as the worker runs it. */
export function modelProcess(model: RegisteredModel, timeoutMs = 60_000): ModelProcess {
  if (!existsSync(builtHost)) throw new Error(`Build first (npm run build): there is no ${builtHost}`);
  const { memoryMb } = model.manifest.resources;
  return new ModelProcess({
    host: builtHost,
    file: model.file,
    threads: 2,
    providers: ['cpu'],
    timeoutMs,
    memoryMb,
  });
}

export function dice(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let both = 0;
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    both += (a[i] as number) * (b[i] as number);
    sum += (a[i] as number) + (b[i] as number);
  }
  return sum === 0 ? 1 : (2 * both) / sum;
}
