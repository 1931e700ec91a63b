/** Colour: planes to pixels, and YBR to RGB (PS3.3 C.7.6.3.1.2). */

type Samples = Uint8Array | Uint16Array | Uint32Array;

/** Turns `RRR… GGG… BBB…` into `RGB RGB …`. */
export function interleavePlanes<T extends Samples>(planes: T, samplesPerPixel: number): T {
  const out = planes.slice() as T;
  const pixels = Math.floor(planes.length / samplesPerPixel);
  for (let sample = 0; sample < samplesPerPixel; sample += 1) {
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      out[pixel * samplesPerPixel + sample] = planes[sample * pixels + pixel] ?? 0;
    }
  }
  return out;
}

/** YBR_FULL to RGB in place: interleaved samples of `bits` bits. */
export function ybrFullToRgb(samples: Samples, bits: number): void {
  const middle = 2 ** (bits - 1);
  const max = 2 ** bits - 1;
  for (let i = 0; i + 2 < samples.length; i += 3) {
    const y = samples[i] ?? 0;
    const cb = (samples[i + 1] ?? 0) - middle;
    const cr = (samples[i + 2] ?? 0) - middle;
    samples[i] = clamp(y + 1.402 * cr, max);
    samples[i + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr, max);
    samples[i + 2] = clamp(y + 1.772 * cb, max);
  }
}

/** YBR_FULL_422 as stored natively, `Y1 Y2 Cb Cr` for each two pixels, to full YBR_FULL. */
export function expand422<T extends Samples>(stored: T, pixels: number): T {
  const out = new (stored.constructor as new (length: number) => T)(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const pair = (pixel >> 1) * 4;
    out[pixel * 3] = stored[pair + (pixel & 1)] ?? 0;
    out[pixel * 3 + 1] = stored[pair + 2] ?? 0;
    out[pixel * 3 + 2] = stored[pair + 3] ?? 0;
  }
  return out;
}

function clamp(value: number, max: number): number {
  return value <= 0 ? 0 : value >= max ? max : Math.round(value);
}
