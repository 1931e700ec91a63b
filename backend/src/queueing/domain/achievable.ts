import type { OperatingPoint, Refusal } from '@firstread/contract';
import { known, refused, type Answer } from './answer.js';
import { outsideUtilisation, tooFew, variableReads } from './refusals.js';
import { savingBand, type Band } from './triage-effect.js';

/** Weeks of measurements of one hour of the week. */
export interface HourOfWeek {
  readers: number;
  arrivalsPerHour: number;
  /** Mean reading time of all studies. */
  readMinutes: number;
  squaredCvReads: number;
  prevalence: number;
  /** Diseased studies that became ready in it, its weight. */
  diseased: number;
}

export interface AchievableSaving {
  /** Of the diseased, on the mean. */
  minutes: Band;
  share: Band;
  /** Diseased studies of hours that the formula is told of, and of the others. */
  diseased: { counted: number; leftOut: number };
  /** Why hours were left out, each reason once. */
  refusals: readonly Refusal[];
}

/**
 * What flags that are there at once could save by formula, over the hours of the week in which readers were at work
 * between 20 and 95 % of their time, weighted by the diseased studies of each, with the band where sensitivity,
 * specificity and utilisation are 10 % off. Closed form of Kella and Yechiali (1985) for two classes; the metric is that
 * of Thompson et al. (Queueing Systems 108, 2024).
 */
export function achievableSaving(
  hours: readonly HourOfWeek[],
  point: OperatingPoint,
): Answer<AchievableSaving> {
  const refusals = new Map<Refusal['code'], Refusal>();
  const told: { weight: number; minutes: Band; share: Band }[] = [];
  for (const hour of hours) {
    const saving = savingOf(hour, point);
    if (saving.known) told.push({ weight: hour.diseased, ...saving.value });
    else if (hour.diseased > 0) refusals.set(saving.refusal.code, saving.refusal);
  }
  const counted = told.reduce((sum, { weight }) => sum + weight, 0);
  const all = hours.reduce((sum, { diseased }) => sum + diseased, 0);
  const few = tooFew(counted, 'diseased studies in hours that the formula is told of');
  if (few) return refused([...refusals.values()][0] ?? few);
  const mean = (of: (one: (typeof told)[number]) => number) =>
    told.reduce((sum, one) => sum + one.weight * of(one), 0) / counted;
  const band = (which: 'minutes' | 'share'): Band => ({
    low: mean((one) => one[which].low),
    mid: mean((one) => one[which].mid),
    high: mean((one) => one[which].high),
  });
  return known({
    minutes: band('minutes'),
    share: band('share'),
    diseased: { counted, leftOut: all - counted },
    refusals: [...refusals.values()],
  });
}

function savingOf(
  { readers, arrivalsPerHour, readMinutes, squaredCvReads, prevalence }: HourOfWeek,
  point: OperatingPoint,
): Answer<{ minutes: Band; share: Band }> {
  const arrivalsPerMinute = arrivalsPerHour / 60;
  const utilisation = readers > 0 ? (arrivalsPerMinute * readMinutes) / readers : 1;
  const refusal = outsideUtilisation(utilisation) ?? variableReads(squaredCvReads);
  if (refusal) return refused(refusal);
  return savingBand({ readers, readMinutes, arrivalsPerMinute, prevalence, point, squaredCvReads });
}
