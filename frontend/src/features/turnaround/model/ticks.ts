const MOST = 6;
const WEEK = 604_800;
const NICE = [1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, WEEK];

/** Seconds between the ticks of an axis that ends there: a step that people count time in. */
export function tickSeconds(longest: number): number {
  return NICE.find((one) => longest / one <= MOST) ?? Math.ceil(longest / MOST / WEEK) * WEEK;
}
