import { Z95 } from '@firstread/contract';

/**
 * Area under the ROC curve with the interval of DeLong on the logit scale (DeLong, DeLong and Clarke-Pearson,
 * Biometrics 44, 1988; logit: Pepe 2003, section 5.2.4). Null where one class has no score.
 */
export function auc(
  positives: readonly number[],
  negatives: readonly number[],
): { value: number; interval95: [number, number] } | null {
  const [m, n] = [positives.length, negatives.length];
  if (m === 0 || n === 0) return null;
  const place = (x: number, y: number) => (x > y ? 1 : x === y ? 0.5 : 0);
  const ofPositives = positives.map((x) => mean(negatives.map((y) => place(x, y))));
  const ofNegatives = negatives.map((y) => mean(positives.map((x) => place(x, y))));
  const value = mean(ofPositives);
  if (m === 1 || n === 1) return { value, interval95: [0, 1] };
  const error = Math.sqrt(variance(ofPositives) / m + variance(ofNegatives) / n);
  return { value, interval95: logitInterval(value, error, Math.min(m, n)) };
}

/** At 0 and 1, where the estimate has no variance, the bound is that of the rule of three for the smaller class. */
function logitInterval(value: number, error: number, smaller: number): [number, number] {
  const slack = Math.min(1, 3 / smaller);
  if (value >= 1) return [1 - slack, 1];
  if (value <= 0) return [0, slack];
  const logit = Math.log(value / (1 - value));
  const half = (Z95 * error) / (value * (1 - value));
  const back = (x: number) => 1 / (1 + Math.exp(-x));
  return [back(logit - half), back(logit + half)];
}

/** Limits of a control chart for a proportion (p-chart, Shewhart): `sigmas` standard errors about the baseline. */
export function controlLimits(baseline: number, runs: number, sigmas: number): { low: number; high: number } {
  if (runs === 0) return { low: 0, high: 1 };
  const error = Math.sqrt((baseline * (1 - baseline)) / runs);
  return { low: Math.max(0, baseline - sigmas * error), high: Math.min(1, baseline + sigmas * error) };
}

/**
 * Population stability index of two histograms with the same bins: sum of (p - q) ln(p / q), empty bins counted as
 * half a case (Siddiqi 2006). Below 0.1 stable, above 0.25 shifted. Null where one is empty.
 */
export function stabilityIndex(now: readonly number[], baseline: readonly number[]): number | null {
  if (sum(now) === 0 || sum(baseline) === 0) return null;
  const [p, q] = [shares(now), shares(baseline)];
  return p.reduce((total, share, bin) => {
    const other = q[bin] ?? share;
    return total + (share - other) * Math.log(share / other);
  }, 0);
}

function shares(counts: readonly number[]): number[] {
  const filled = counts.map((count) => Math.max(count, 0.5));
  const total = sum(filled);
  return filled.map((count) => count / total);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
