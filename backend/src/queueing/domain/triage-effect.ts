import type { OperatingPoint } from '@firstread/contract';
import { known, refused, type Answer } from './answer.js';
import {
  fifoWait,
  nonPreemptiveWaits,
  preemptiveWaits,
  utilisation,
  variabilityFactor,
} from './reader-pool.js';
import { HIGHEST_UTILISATION, impossible, tooBusy } from './refusals.js';

/** A list that one model looks at, in steady state: Poisson arrivals, one pool. */
export interface TriagedList {
  readers: number;
  readMinutes: number;
  arrivalsPerMinute: number;
  /** Of the condition, in the list. */
  prevalence: number;
  point: OperatingPoint;
  /** Squared coefficient of variation of the reading times; 1, as of exponential ones, where it is not given. */
  squaredCvReads?: number;
}

/** Mean waits in minutes where flagged studies go first, at once flagged. */
export interface TriageEffect {
  utilisation: number;
  flagRate: number;
  positivePredictiveValue: number | null;
  fifoMinutes: number;
  flaggedMinutes: number;
  /** Also what a missed study waits. */
  unflaggedMinutes: number;
  diseasedMinutes: number;
  nonDiseasedMinutes: number;
  /** Of the diseased, on the mean. */
  savedMinutes: number;
  savedShare: number | null;
  /** By how much longer the unflagged wait than in order of arrival. */
  unflaggedFactor: number | null;
}

/** p = pi Se + (1 - pi)(1 - Sp). */
export function flagRate({ sensitivity, specificity }: OperatingPoint, prevalence: number): number {
  return prevalence * sensitivity + (1 - prevalence) * (1 - specificity);
}

/**
 * What the diseased gain and the others pay: W_D = Se W+ + (1 - Se) W-, W_ND = (1 - Sp) W+ + Sp W- (Thompson et al.,
 * Queueing Systems 108:579-610, 2024, doi 10.1007/s11134-024-09927-w). Non-preemptive waits by Kella and Yechiali (1985),
 * preemptive-resume ones by Buzen and Bondi (1983), reading times that are not exponential by Allen and Cunneen.
 */
export function triageEffect(
  { readers, readMinutes, arrivalsPerMinute, prevalence, point, squaredCvReads = 1 }: TriagedList,
  discipline: 'nonPreemptive' | 'preemptive' = 'nonPreemptive',
): Answer<TriageEffect> {
  const { sensitivity, specificity } = point;
  if (![prevalence, sensitivity, specificity].every((share) => share >= 0 && share <= 1))
    return refused(impossible('Prevalence, sensitivity and specificity are shares between 0 and 1.'));
  const flagged = flagRate(point, prevalence);
  const pool = { readers, readMinutes };
  const classes = [{ rate: arrivalsPerMinute * flagged }, { rate: arrivalsPerMinute * (1 - flagged) }];
  const fifo = fifoWait(classes, pool);
  if (!fifo.known) return fifo;
  const waits = (discipline === 'preemptive' ? preemptiveWaits : nonPreemptiveWaits)(classes, pool);
  if (!waits.known) return waits;
  const factor = variabilityFactor(1, squaredCvReads);
  const fifoMinutes = fifo.value * factor;
  const [first = 0, second = 0] = waits.value.map((wait) => wait * factor);
  const diseased = sensitivity * first + (1 - sensitivity) * second;
  const share = (part: number, of: number) => (of > 0 ? part / of : null);
  return known({
    utilisation: utilisation(classes, pool),
    flagRate: flagged,
    positivePredictiveValue: share(prevalence * sensitivity, flagged),
    fifoMinutes,
    flaggedMinutes: first,
    unflaggedMinutes: second,
    diseasedMinutes: diseased,
    nonDiseasedMinutes: (1 - specificity) * first + specificity * second,
    savedMinutes: fifoMinutes - diseased,
    savedShare: share(fifoMinutes - diseased, fifoMinutes),
    unflaggedFactor: share(second, fifoMinutes),
  });
}

/**
 * The share of its wait that the diseased save, for any number of readers, non-preemptive:
 * f = rho (1 - pi)(Se + Sp - 1) / (1 - rho p). Follows from Kella and Yechiali's waits; `rho` is below 1.
 */
export function savedShare(rho: number, point: OperatingPoint, prevalence: number): number {
  const youden = point.sensitivity + point.specificity - 1;
  return (rho * (1 - prevalence) * youden) / (1 - rho * flagRate(point, prevalence));
}

/**
 * The utilisation that a list behaves by: 1 - W+/W-, as W+/W- = 1 - rho in a list of two classes, non-preemptive, with
 * the same reading times. Far below that of the staff where the order is not followed or flags come late. Minutes.
 */
export function effectiveUtilisation(flaggedMinutes: number, unflaggedMinutes: number): Answer<number> {
  if (!(flaggedMinutes >= 0 && unflaggedMinutes > 0 && Number.isFinite(unflaggedMinutes)))
    return refused({
      code: 'nothingToCompare',
      reason: 'Unflagged studies did not wait, so nothing follows from how flagged ones did.',
    });
  return known(1 - flaggedMinutes / unflaggedMinutes);
}

/** Lowest and highest of a figure whose inputs are not known well. */
export interface Band {
  low: number;
  mid: number;
  high: number;
}

/** How well sensitivity, specificity and utilisation are known. */
const UNCERTAINTY = 0.1;

/**
 * The saving of the diseased in minutes and as a share, with the band that sensitivity, specificity and utilisation give
 * where each may be 10 % off. Shares end at 1, and utilisation where steady state does (0.95).
 */
export function savingBand(list: TriagedList): Answer<{ minutes: Band; share: Band }> {
  const mid = triageEffect(list);
  if (!mid.known) return mid;
  const busy = tooBusy(mid.value.utilisation);
  if (busy) return refused(busy);
  const cap = (HIGHEST_UTILISATION / mid.value.utilisation) * list.arrivalsPerMinute;
  const minutes = [mid.value.savedMinutes];
  const shares = [mid.value.savedShare ?? 0];
  for (const load of offBy(list.arrivalsPerMinute, cap))
    for (const sensitivity of offBy(list.point.sensitivity, 1))
      for (const specificity of offBy(list.point.specificity, 1)) {
        const corner = triageEffect({
          ...list,
          arrivalsPerMinute: load,
          point: { sensitivity, specificity },
        });
        if (!corner.known) return corner;
        minutes.push(corner.value.savedMinutes);
        shares.push(corner.value.savedShare ?? 0);
      }
  const band = ([middle = 0, ...corners]: number[]): Band => ({
    low: Math.min(middle, ...corners),
    mid: middle,
    high: Math.max(middle, ...corners),
  });
  return known({ minutes: band(minutes), share: band(shares) });
}

function offBy(value: number, most: number): number[] {
  return [value * (1 - UNCERTAINTY), Math.min(most, value * (1 + UNCERTAINTY))];
}
