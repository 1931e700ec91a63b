/** Stored sample values out of bytes (PS3.5 8.1.1). */

/** Sample arrays of a decoded frame. */
export type PixelArray =
  Uint8Array | Uint16Array | Uint32Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** How the samples lie in their cells. */
export interface SampleCell {
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
}

/** Little endian bytes as unsigned samples of 1, 2 or 4 bytes: always a copy. */
export function unsignedSamples(
  bytes: Uint8Array,
  bytesPerSample: number,
): Uint8Array | Uint16Array | Uint32Array {
  const copy = Uint8Array.from(bytes);
  if (bytesPerSample === 1) return copy;
  const { buffer } = copy;
  if (bytesPerSample === 2) return new Uint16Array(buffer, 0, copy.length >> 1);
  return new Uint32Array(buffer, 0, copy.length >> 2);
}

/** Drops bits above HighBit (old overlays) and below the sample, in place; leaves full cells alone. */
export function extractBits(samples: Uint8Array | Uint16Array | Uint32Array, cell: SampleCell): void {
  const bitsAllocated = samples.BYTES_PER_ELEMENT * 8;
  const shift = cell.highBit + 1 - cell.bitsStored;
  if (cell.bitsStored >= bitsAllocated || shift < 0) return;
  const mask = 2 ** cell.bitsStored - 1;
  for (let i = 0; i < samples.length; i += 1) samples[i] = ((samples[i] ?? 0) >>> shift) & mask;
}

/** Reads samples of `bitsStored` bits as two's complement. */
export function signedSamples(
  samples: Uint8Array | Uint16Array | Uint32Array,
  bitsStored: number,
): Int16Array | Int32Array {
  const shift = 32 - bitsStored;
  const out =
    samples.BYTES_PER_ELEMENT === 4 ? new Int32Array(samples.length) : new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i += 1) out[i] = ((samples[i] ?? 0) << shift) >> shift;
  return out;
}

/** Single bits, the first pixel in the lowest bit of the first byte (PS3.5 8.1.1), to bytes of 0 and 1. */
export function unpackBits(bytes: Uint8Array, firstBit: number, count: number): Uint8Array {
  const out = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) {
    const bit = firstBit + i;
    out[i] = ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1;
  }
  return out;
}
