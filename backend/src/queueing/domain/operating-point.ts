import type { OperatingPoint, Threshold } from '@firstread/contract';
import { known, refused, type Answer } from './answer.js';
import { impossible } from './refusals.js';

/** The operating point of a threshold, between the measured ones of its curve on a straight line. */
export function operatingPointOf(given: OperatingPoint | Threshold): Answer<OperatingPoint> {
  if (!('curve' in given)) return known(given);
  const { threshold } = given;
  const curve = [...given.curve].sort((a, b) => a.threshold - b.threshold);
  const above = curve.findIndex((point) => point.threshold >= threshold);
  const [low, high] = [curve[Math.max(0, above - 1)], curve[above]];
  if (!low || !high || threshold < low.threshold)
    return refused(impossible(`The threshold ${threshold} lies outside the curve that was measured.`));
  const span = high.threshold - low.threshold;
  const part = span === 0 ? 0 : (threshold - low.threshold) / span;
  const between = (a: number, b: number) => a + (b - a) * part;
  return known({
    sensitivity: between(low.sensitivity, high.sensitivity),
    specificity: between(low.specificity, high.specificity),
  });
}
