import { known, refused, type Answer } from './answer.js';
import { impossible } from './refusals.js';

/** Studies of one urgency for one reader, whose reading times may have any distribution. */
export interface ReadClass {
  arrivalsPerMinute: number;
  meanReadMinutes: number;
  /** Squared coefficient of variation of the reading time: 1 where it is exponential, 0 where it is always the same. */
  squaredCv: number;
}

/** Mean waits of one reader whose classes are given the most urgent first; minutes until opened. */

/** Order of arrival (M/G/1, Pollaczek and Khinchine): W = R / (1 - rho). */
export function singleFifoWait(classes: readonly ReadClass[]): Answer<number> {
  const wrong = faultOf(classes);
  return wrong ?? known(residual(classes) / (1 - load(classes)));
}

/**
 * The reader finishes the open study (M/G/1 non-preemptive; Cobham, Operations Research 2, 1954):
 * W_k = R / ((1 - s_(k-1)) (1 - s_k)), s_k the utilisation by classes up to k.
 */
export function singleNonPreemptiveWaits(classes: readonly ReadClass[]): Answer<number[]> {
  const wrong = faultOf(classes);
  if (wrong) return wrong;
  const shared = residual(classes);
  return known(overLoads(classes, (_, before, upTo) => shared / ((1 - before) * (1 - upTo))));
}

/**
 * The reader breaks off for a more urgent study and resumes (M/G/1 preemptive-resume):
 * T_k = E[S_k] / (1 - s_(k-1)) + R_k / ((1 - s_(k-1)) (1 - s_k)). The wait is T_k - E[S_k], so it has the
 * interruptions in it, as in QuCAD (Thompson et al., Queueing Systems 108, 2024).
 */
export function singlePreemptiveWaits(classes: readonly ReadClass[]): Answer<number[]> {
  const wrong = faultOf(classes);
  if (wrong) return wrong;
  return known(
    overLoads(classes, (k, before, upTo) => {
      const read = classes[k]?.meanReadMinutes ?? 0;
      const above = residual(classes.slice(0, k + 1));
      return (read * before) / (1 - before) + above / ((1 - before) * (1 - upTo));
    }),
  );
}

/**
 * Mean waits where the score of a study is its wait times the weight of its class, and the highest goes first (M/G/1
 * non-preemptive; Kleinrock, Naval Research Logistics Quarterly 11, 1964). In the order of the classes given.
 */
export function accumulatingPriorityWaits(
  classes: readonly (ReadClass & { weight: number })[],
): Answer<number[]> {
  const wrong = faultOf(classes);
  if (wrong) return wrong;
  if (!classes.every(({ weight }) => weight > 0 && Number.isFinite(weight)))
    return refused(impossible('A weight of ageing is not a positive number.'));
  const fifo = residual(classes) / (1 - load(classes));
  const waits = new Map<number, number>();
  // The slowest first: what a class waits follows from those slower than itself.
  for (const [at, one] of [...classes.entries()].sort(([, a], [, b]) => a.weight - b.weight)) {
    let [above, below] = [fifo, 1];
    classes.forEach((other, index) => {
      const rho = load([other]);
      if (other.weight < one.weight) above -= rho * (waits.get(index) ?? 0) * (1 - other.weight / one.weight);
      if (other.weight > one.weight) below -= rho * (1 - one.weight / other.weight);
    });
    waits.set(at, above / below);
  }
  return known(classes.map((_, index) => waits.get(index) ?? 0));
}

function load(classes: readonly ReadClass[]): number {
  return classes.reduce((sum, one) => sum + one.arrivalsPerMinute * one.meanReadMinutes, 0);
}

/** Mean minutes that the study found open still takes: R = 1/2 sum lambda E[S^2]. */
function residual(classes: readonly ReadClass[]): number {
  return classes.reduce(
    (sum, one) => sum + (one.arrivalsPerMinute * one.meanReadMinutes ** 2 * (1 + one.squaredCv)) / 2,
    0,
  );
}

function overLoads(
  classes: readonly ReadClass[],
  wait: (k: number, before: number, upTo: number) => number,
): number[] {
  let before = 0;
  return classes.map((one, k) => {
    const upTo = before + load([one]);
    const value = wait(k, before, upTo);
    before = upTo;
    return value;
  });
}

function faultOf(classes: readonly ReadClass[]): Answer<never> | undefined {
  const sound = classes.every(
    ({ arrivalsPerMinute, meanReadMinutes, squaredCv }) =>
      arrivalsPerMinute >= 0 && meanReadMinutes > 0 && squaredCv >= 0 && Number.isFinite(squaredCv),
  );
  const rho = load(classes);
  if (!sound || !Number.isFinite(residual(classes)))
    return refused(impossible('Arrivals and reading times must be positive numbers.'));
  return rho < 1 ? undefined : refused(overloaded(rho));
}

/** Beyond any steady state; whether a figure near it is told is for whoever asks. */
export function overloaded(rho: number) {
  return {
    code: 'tooBusy' as const,
    reason: `The arrivals need ${(rho * 100).toFixed(0)} % of the readers' time: the list grows without end.`,
  };
}
