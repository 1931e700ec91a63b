import type { StackImage } from './image-stack';

/** The image to fetch next: the nearest to the one on the screen that is not there yet, ahead before behind. */
export function nearestMissing(
  count: number,
  at: number,
  isThere: (index: number) => boolean,
  farthest = count,
): number | null {
  for (let step = 0; step <= Math.min(farthest, count); step += 1)
    for (const index of step === 0 ? [at] : [at + step, at - step])
      if (index >= 0 && index < count && !isThere(index)) return index;
  return null;
}

/** Of what may not be opened at all no more is fetched than this, as it lies in memory. */
const AHEAD_BYTES = 128 * 1024 * 1024;
const BYTES_A_PIXEL = 2;

/** The first images of a series, as many as are worth fetching before anybody asks for them. */
export function worthFetching(images: readonly StackImage[]): readonly StackImage[] {
  let bytes = 0;
  const end = images.findIndex(({ rows, columns }) => {
    bytes += rows * columns * BYTES_A_PIXEL;
    return bytes > AHEAD_BYTES;
  });
  return end < 0 ? images : images.slice(0, end);
}
