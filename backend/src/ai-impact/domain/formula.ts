import type { ImpactConcordance, ImpactFormula } from '@firstread/contract';
import {
  achievableSaving,
  known,
  refused,
  tooFew,
  type Answer,
  type HourOfWeek,
  type LoggedStudy,
} from '../../queueing/index.js';
import { plausibleRead, MINUTE_MS, type ImpactLog } from './readings.js';
import { overlapMs, type ReaderHours } from './sessions.js';

const HOURS_OF_WEEK = 168;
const HOUR_MS = 60 * MINUTE_MS;
/** Smallest class that must have been judged for a sensitivity to enter a formula. */
const FEWEST_JUDGED = 30;

/**
 * What flags that are there at once could save by formula, over the hours of the week. The operating point is that of the
 * model over the whole list: what it does not look at, it does not flag.
 */
export function impactFormula(
  log: ImpactLog,
  studies: readonly LoggedStudy[],
  model: string,
  hours: Answer<ReaderHours>,
  { sensitivity }: ImpactConcordance,
): Answer<ImpactFormula> {
  if (!hours.known) return hours;
  if (!sensitivity.known || sensitivity.value.value === null)
    return refused(
      sensitivity.known
        ? { code: 'notJudged', reason: 'The sensitivity of the model is not known.' }
        : sensitivity.refusal,
    );
  const diseased = studies.filter(({ truth }) => truth === 'targeted').length;
  const few = tooFew(diseased, 'studies known to have what the model looks for', FEWEST_JUDGED);
  if (few) return refused(few);
  const prevalence = diseased / studies.length;
  const flagged = studies.filter(({ results }) =>
    results.some((one) => one.model === model && one.raises),
  ).length;
  const wrong = (flagged / studies.length - prevalence * sensitivity.value.value) / (1 - prevalence);
  const point = {
    sensitivity: sensitivity.value.value,
    specificity: Math.min(1, Math.max(0, 1 - wrong)),
  };
  const saving = achievableSaving(hoursOfWeek(log, studies, hours.value, prevalence), point);
  if (!saving.known) return saving;
  const { refusals, ...figures } = saving.value;
  return known({ ...figures, ...point, reasons: refusals.map(({ reason }) => reason) });
}

/** Every hour of the week as it was on the mean of the period. */
export function hoursOfWeek(
  log: ImpactLog,
  studies: readonly LoggedStudy[],
  { list }: ReaderHours,
  prevalence: number,
): HourOfWeek[] {
  const hours = Array.from({ length: HOURS_OF_WEEK }, () => ({
    times: 0,
    staffedMs: 0,
    studies: 0,
    diseased: 0,
  }));
  log.hoursOfWeek.forEach((hour) => ((hours[hour] ?? { times: 0 }).times += 1));
  log.readings.forEach(({ hourOfWeek }, at) => {
    const hour = hours[hourOfWeek];
    if (!hour) return;
    hour.studies += 1;
    if (studies[at]?.truth === 'targeted') hour.diseased += 1;
  });
  for (const session of list)
    spread(session, log, (hour, ms) => ((hours[hour] ?? { staffedMs: 0 }).staffedMs += ms));
  const reads = readTimes(log);
  return hours
    .filter(({ times }) => times > 0)
    .map(({ times, staffedMs, studies: arrived, diseased }) => ({
      readers: Math.round(staffedMs / HOUR_MS / times),
      arrivalsPerHour: arrived / times,
      prevalence,
      diseased,
      ...reads,
    }));
}

function spread(
  session: ReaderHours['list'][number],
  { from, hoursOfWeek: of }: ImpactLog,
  add: (hour: number, ms: number) => void,
): void {
  const first = Math.max(0, Math.floor((session.fromMs - from.getTime()) / HOUR_MS));
  for (let at = first; at < of.length; at++) {
    const start = from.getTime() + at * HOUR_MS;
    if (start >= session.toMs) return;
    add(of[at] as number, overlapMs(session, start, start + HOUR_MS));
  }
}

function readTimes({ readings }: ImpactLog): Pick<HourOfWeek, 'readMinutes' | 'squaredCvReads'> {
  const reads = readings.flatMap((one) => plausibleRead(one) ?? []);
  const mean = reads.reduce((sum, one) => sum + one, 0) / Math.max(1, reads.length);
  const variance = reads.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, reads.length);
  return { readMinutes: mean, squaredCvReads: mean > 0 ? variance / mean ** 2 : 0 };
}
