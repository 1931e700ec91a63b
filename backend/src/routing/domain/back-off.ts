const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 3600;

/**
 * Seconds until the next attempt after so many failures in a row: twice as long each time, up to an hour. `chance`
 * (0 to 1) spreads attempts over the last fifth, so that not everything that failed together comes back together.
 */
export function waitAfter(failures: number, chance: number): number {
  const full = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.max(0, Math.min(failures, 30) - 1));
  return full * (0.8 + 0.2 * chance);
}
