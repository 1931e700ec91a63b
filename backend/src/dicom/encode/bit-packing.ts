/** Single-bit pixel data (PS3.5 section 8.1.1): frames follow one another without padding, lowest bit first. */

/** Packs masks, each of the same number of pixels (0 is out, anything else in), to an even number of bytes. */
export function packBits(masks: readonly Uint8Array[]): Uint8Array {
  const pixelsPerFrame = masks[0]?.length ?? 0;
  if (masks.some((mask) => mask.length !== pixelsPerFrame)) throw new TypeError('The masks differ in size');
  const packed = new Uint8Array(2 * Math.ceil((masks.length * pixelsPerFrame) / 16));
  let bit = 0;
  for (const mask of masks) {
    for (let pixel = 0; pixel < pixelsPerFrame; pixel += 1, bit += 1) {
      if (mask[pixel] !== 0) packed[bit >> 3] = (packed[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  }
  return packed;
}

/** Unpacks frame number `frame` (from 0) to one byte per pixel, 0 or 1. Throws where the data end before it. */
export function unpackBits(packed: Uint8Array, pixelsPerFrame: number, frame: number): Uint8Array {
  const start = frame * pixelsPerFrame;
  if (packed.length * 8 < start + pixelsPerFrame)
    throw new RangeError(`The pixel data end before frame ${frame + 1}`);
  const mask = new Uint8Array(pixelsPerFrame);
  for (let pixel = 0; pixel < pixelsPerFrame; pixel += 1) {
    const bit = start + pixel;
    mask[pixel] = ((packed[bit >> 3] ?? 0) >> (bit & 7)) & 1;
  }
  return mask;
}
