import type { ReportRhythm } from '@firstread/contract';
import { instantOf, siteTime } from '../../turnaround/index.js';

const DAY_MS = 86_400_000;

/** Whole days at the site, YYYY-MM-DD, the last among them. */
export interface Period {
  from: string;
  to: string;
}

export interface When {
  rhythm: ReportRhythm;
  /** 0 to 23, by the clock of the site. */
  hour: number;
}

export interface Due {
  at: Date;
  period: Period;
}

/** The last time at or before `now` that a report was due, and of which days. `timeZone` is that of the site, IANA. */
export function lastDue(when: When, now: Date, timeZone: string): Due {
  return moments(when, now, timeZone).findLast(({ at }) => at <= now) as Due;
}

/** The first time after `now` that a report is due. */
export function nextDue(when: When, now: Date, timeZone: string): Due {
  return moments(when, now, timeZone).find(({ at }) => at > now) as Due;
}

/** Oldest first, from before `now` until after it. An hour that the clock skips comes an hour later; of one that comes twice, the first. */
function moments({ rhythm, hour }: When, now: Date, timeZone: string): Due[] {
  const today = siteTime(now, timeZone).day;
  const days = rhythm.every === 'week' ? weekdays(rhythm.weekday, today) : firstsOfMonth(today);
  return days.map((day) => ({
    at: instantOf(`${day}T${String(hour).padStart(2, '0')}:00:00`, timeZone),
    period: wholeBefore(rhythm.every, day),
  }));
}

/** The last whole week, Monday to Sunday, or calendar month that ended before a day. */
export function wholeBefore(every: ReportRhythm['every'], day: string): Period {
  const end = every === 'week' ? addDays(day, -weekdayOf(day)) : firstOfMonth(day, 0);
  const from = every === 'week' ? addDays(end, -7) : firstOfMonth(day, -1);
  return { from, to: addDays(end, -1) };
}

/** As long as the period is: the week before a week, the month before a month. */
export function periodBefore({ from, to }: Period): Period {
  return wholeBefore(addDays(from, 7) > to ? 'week' : 'month', from);
}

function weekdays(weekday: number, today: string): string[] {
  const nearest = addDays(today, weekday - weekdayOf(today));
  return [-7, 0, 7].map((days) => addDays(nearest, days));
}

function firstsOfMonth(today: string): string[] {
  return [-1, 0, 1].map((months) => firstOfMonth(today, months));
}

function firstOfMonth(day: string, months: number): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** 0 Monday to 6 Sunday. */
function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
