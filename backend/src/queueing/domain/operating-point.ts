import { pointAt, type OperatingPoint, type Threshold } from '@firstread/contract';
import { known, refused, type Answer } from './answer.js';
import { impossible } from './refusals.js';

/** Refused where the threshold lies outside the curve. */
export function operatingPointOf(given: OperatingPoint | Threshold): Answer<OperatingPoint> {
  if (!('curve' in given)) return known(given);
  const point = pointAt(given);
  return point
    ? known(point)
    : refused(impossible(`The threshold ${given.threshold} lies outside the curve that was measured.`));
}
