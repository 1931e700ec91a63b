import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { ModelProcess } from '../backend/dist/inference/runtime/model-process.js';
import { hostFile } from '../backend/dist/inference/index.js';
import { root } from '../scripts/lib/project.mjs';
import { machine, quantile, say } from './own-system.mjs';

/**
 * What the platform costs over ONNX Runtime alone: the tensors of a CT of 300 slices through a model process, in the
 * batches of its manifest, against the same tensors through a session in this process. Rounds take turns, so that both
 * see the same machine; the first two of each are not counted.
 */

const SLICES = 300;
const SIDE = 256;
const THREADS = 2;
const WARM_UP = 2;
const ROUNDS = 7;
const MOST_OVERHEAD = 0.25;

const { InferenceSession, Tensor } = createRequire(join(root, 'backend/package.json'))('onnxruntime-node');
const folder = join(root, 'models/head-ct-hyperdensity/1.0.0');
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
const file = join(folder, manifest.file.name);
const { tensor: input, batch } = manifest.input;
const outputs = [...new Set([...manifest.outputs, ...(manifest.quality ?? [])].map((one) => one.tensor))];

/** Heads in HU, no two slices the same: a skull of bone around brain with a brighter disc. */
function* batches() {
  for (let from = 0; from < SLICES; from += batch) {
    const count = Math.min(batch, SLICES - from);
    const data = new Float32Array(count * SIDE * SIDE);
    for (let n = 0; n < count; n += 1)
      for (let at = 0; at < SIDE * SIDE; at += 1) {
        const distance = Math.hypot((at % SIDE) - SIDE / 2, Math.floor(at / SIDE) - SIDE / 2);
        data[n * SIDE * SIDE + at] =
          distance > 110 ? -1000 : distance > 95 ? 900 : distance < 9 + (n % 5) ? 65 : 32;
      }
    yield { dims: [count, 1, SIDE, SIDE], data };
  }
}

async function timed(run, tensors) {
  const started = performance.now();
  for (const one of tensors) await run(one);
  return performance.now() - started;
}

async function main() {
  const tensors = [...batches()];
  const session = await InferenceSession.create(file, {
    executionProviders: ['cpu'],
    intraOpNumThreads: THREADS,
    interOpNumThreads: 1,
  });
  const { memoryMb, timeoutMs } = manifest.resources;
  const options = { host: hostFile.path, file, threads: THREADS, providers: ['cpu'], timeoutMs, memoryMb };
  const process = new ModelProcess(options);
  const alone = [];
  const platform = [];
  try {
    await process.start();
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      alone.push(
        await timed(
          ({ dims, data }) => session.run({ [input]: new Tensor('float32', data, dims) }, outputs),
          tensors,
        ),
      );
      platform.push(await timed((one) => process.run({ [input]: one }, outputs), tensors));
    }
  } finally {
    process.stop();
  }
  const median = (times) => quantile(times.slice(WARM_UP), 0.5);
  const overhead = median(platform) / median(alone) - 1;
  const rounds = (times) => times.map((one) => one.toFixed(0)).join(', ');
  say(`${machine()}; ${SLICES} slices in batches of ${batch}, ${THREADS} threads, ${manifest.name}`);
  say(`ONNX Runtime alone: median ${median(alone).toFixed(0)} ms (${rounds(alone)})`);
  say(`Through the platform: median ${median(platform).toFixed(0)} ms (${rounds(platform)})`);
  say(`Overhead at the median: ${(overhead * 100).toFixed(1)} % (at most ${MOST_OVERHEAD * 100} %)`);
  if (overhead > MOST_OVERHEAD) globalThis.process.exitCode = 1;
}

await main();
