/** Noise that looks random and is the same for the same seed. */
import { createHash } from 'node:crypto';

/** Bound once: these run for every pixel. */
const { floor, imul, min, sqrt } = Math;

const TABLE_SIZE = 1 << 16;

/** Numbers evenly spread over [0, 1), the same sequence for the same seed (mulberry32). */
export function randomFrom(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Fills `target` with bell-shaped noise of standard deviation `deviation`. The values come from a table that is
 * entered anew for every run of 509, so that neighbouring rows do not repeat each other.
 */
export function fillNoise(target: Float32Array, deviation: number, seed: string): void {
  const random = randomFrom(seed);
  const table = new Float32Array(TABLE_SIZE);
  const scale = sqrt(3) * deviation;
  for (let index = 0; index < TABLE_SIZE; index += 1) {
    table[index] = (random() + random() + random() + random() - 2) * scale;
  }
  for (let start = 0; start < target.length; start += 509) {
    const run = min(509, target.length - start);
    const entry = floor(random() * (TABLE_SIZE - run));
    target.set(table.subarray(entry, entry + run), start);
  }
}
