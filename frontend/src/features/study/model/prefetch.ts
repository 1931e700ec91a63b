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
