import type { DiscrepancyGrade } from '@firstread/contract';

/** A major discrepancy is told at once: it counts as late after an hour. */
const MAJOR_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** A minor one within two working days. Public holidays are not known here. */
const MINOR_WORKING_DAYS = 2;

/** By when somebody has to be told of a discrepancy that is graded now; null where nobody has to be. */
export function dueAt(grade: DiscrepancyGrade, now: Date, timeZone: string): Date | null {
  if (grade === 'none') return null;
  if (grade === 'major') return new Date(now.getTime() + MAJOR_MS);
  return workingDaysAfter(now, MINOR_WORKING_DAYS, timeZone);
}

/** The same time of day so many working days, Monday to Friday, later. */
export function workingDaysAfter(from: Date, days: number, timeZone: string): Date {
  const weekday = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone });
  let due = from;
  for (let left = days; left > 0;) {
    due = new Date(due.getTime() + DAY_MS);
    if (!['Sat', 'Sun'].includes(weekday.format(due))) left -= 1;
  }
  return due;
}
