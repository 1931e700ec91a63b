import type { Estimate } from '@firstread/contract';

/**
 * Two-sided 95 % quantile of Student's t distribution: Hill's Algorithm 396 (Communications of the ACM 13, 1970), good to
 * four digits from three degrees of freedom on; one and two are exact.
 */
export function studentT95(degrees: number): number {
  const tail = 0.05;
  if (degrees === 1) return 1 / Math.tan((tail * Math.PI) / 2);
  if (degrees === 2) return Math.sqrt(2 / (tail * (2 - tail)) - 2);
  const a = 1 / (degrees - 0.5);
  const b = 48 / a ** 2;
  const c = ((20700 * a) / b - 98) * a ** 2 - 16 * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * degrees;
  let y = (d * tail) ** (2 / degrees);
  if (y > 0.05 + a) {
    const x = -1.959963984540054;
    y = x ** 2;
    const more = degrees < 5 ? 0.3 * (degrees - 4.5) * (x + 0.6) : 0;
    const e = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c + more;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / e - y - 3) / b + 1) * x;
    y = Math.expm1(a * y ** 2);
  } else {
    const inner = ((degrees + 6) / (degrees * y) - 0.089 * d - 0.822) * (degrees + 2) * 3;
    y = ((1 / inner + 0.5 / (degrees + 4)) * y - 1) * ((degrees + 1) / (degrees + 2)) + 1 / y;
  }
  return Math.sqrt(degrees * y);
}

/** Mean of independent replications with its 95 % interval (Student). Replications without a value are left out. */
export function estimate(values: readonly (number | null | undefined)[]): Estimate {
  const given = values.filter((value) => value !== null && value !== undefined);
  const mean = given.reduce((sum, value) => sum + value, 0) / given.length;
  return estimateOf(
    given.length,
    mean,
    given.reduce((sum, value) => sum + (value - mean) ** 2, 0),
  );
}

/** The same of values whose number, sum and sum of squares are kept; their mean is not large beside their spread. */
export function estimateOfSums({ n, sum, squares }: { n: number; sum: number; squares: number }): Estimate {
  return estimateOf(n, sum / n, Math.max(0, squares - sum ** 2 / n));
}

/** `deviations`: the sum of the squared differences from the mean. */
function estimateOf(n: number, mean: number, deviations: number): Estimate {
  if (n === 0) return { value: null, interval95: null };
  if (n === 1) return { value: mean, interval95: null };
  const half = studentT95(n - 1) * Math.sqrt(deviations / (n - 1) / n);
  return { value: mean, interval95: [mean - half, mean + half] };
}

/** Sums and numbers of a day, which is the independent unit of a department. */
export interface DayTotal {
  sum: number;
  count: number;
}

const RESAMPLES = 2000;
/** Fewer days resampled say nothing of other days. */
const FEWEST_DAYS = 5;

/**
 * Mean over all days with its 95 % interval by drawing days with replacement (percentile bootstrap; Efron, Annals of
 * Statistics 7, 1979). `random` gives numbers in [0, 1). No interval below five days.
 */
export function bootstrapByDay(days: readonly DayTotal[], random: () => number): Estimate {
  const value = meanOf(days);
  if (value === null || days.length < FEWEST_DAYS) return { value, interval95: null };
  const means: number[] = [];
  for (let turn = 0; turn < RESAMPLES; turn++) {
    const drawn = days.map(() => days[Math.floor(random() * days.length)] as DayTotal);
    const mean = meanOf(drawn);
    if (mean !== null) means.push(mean);
  }
  means.sort((a, b) => a - b);
  const at = (share: number) => means[Math.min(means.length - 1, Math.floor(share * means.length))] as number;
  return { value, interval95: [at(0.025), at(0.975)] };
}

function meanOf(days: readonly DayTotal[]): number | null {
  let [sum, count] = [0, 0];
  for (const day of days) {
    sum += day.sum;
    count += day.count;
  }
  return count === 0 ? null : sum / count;
}
