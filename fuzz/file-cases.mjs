import {
  canDecode,
  contentDigest,
  decodeFrame,
  DicomDecodeError,
  DicomParseError,
  greyImage,
  parsePart10,
} from '../backend/dist/dicom/index.js';
import { indexAttributes } from '../backend/dist/archive/index.js';
import { mutate, pick, randomOf } from './mutations.mjs';
import { seedFiles } from './seeds.mjs';

/**
 * A process of its own that reads damaged files as ingest, retrieval and inference do. It tells its parent which
 * case it begins, so that the parent sees where it stands still; `globalThis.gc` must be there.
 */

const MEGABYTE = 2 ** 20;

async function read(bytes) {
  const parsed = parsePart10(bytes);
  indexAttributes(parsed.dataset, parsed.pixelData !== undefined);
  JSON.stringify(parsed.dataset);
  await contentDigest(bytes, parsed);
  if (!parsed.pixelData || !canDecode(parsed.transferSyntaxUid)) return 'parsed';
  const frame = await decodeFrame(bytes, parsed);
  if (frame.samplesPerPixel === 1) greyImage(bytes, parsed, frame);
  return 'decoded';
}

async function outcomeOf(bytes) {
  try {
    return await read(bytes);
  } catch (error) {
    if (error instanceof DicomParseError || error instanceof DicomDecodeError) return error.code;
    throw error;
  }
}

function memory() {
  globalThis.gc();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return (heapUsed + external + arrayBuffers) / MEGABYTE;
}

async function runCases({ seed, from, to }) {
  const files = seedFiles();
  for (let number = from; number < to; number += 1) {
    const random = randomOf(`${seed} file ${number}`);
    const bytes = mutate(pick(random, files), random, files);
    process.send({ begins: number });
    const started = performance.now();
    try {
      const outcome = await outcomeOf(bytes);
      const milliseconds = performance.now() - started;
      const warm = number - from === Math.floor((to - from) / 3) || number === to - 1;
      process.send({ ended: number, outcome, milliseconds, ...(warm ? { memory: memory() } : {}) });
    } catch (error) {
      process.send({ ended: number, crash: error.stack });
    }
  }
  process.disconnect();
}

process.once('message', (message) => void runCases(message));
