const FIRST_MS = 10_000;
const HOUR_MS = 3_600_000;

/** After so many attempts a delivery is shown as failed. */
const ATTEMPTS = 6;

/** When a delivery is tried again after so many attempts: twice as late each time, then every hour for as long as it is needed. */
export function retryAfter(attempts: number): { failed: boolean; waitMs: number } {
  const failed = attempts >= ATTEMPTS;
  return { failed, waitMs: failed ? HOUR_MS : FIRST_MS * 2 ** (attempts - 1) };
}
