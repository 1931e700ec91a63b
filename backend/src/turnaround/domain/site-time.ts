import type { Shift } from '@firstread/contract';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;

/** An instant by the clock on the wall of the site. */
export interface SiteTime {
  /** YYYY-MM-DD. */
  day: string;
  /** 0 Monday to 6 Sunday. */
  weekday: number;
  /** 0 to 23. */
  hour: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws a RangeError where the runtime knows no such zone (IANA). */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

const MOST_OFFSETS = 50_000;
const offsets = new Map<string, Map<number, number>>();

/** By how much the clock at the site is ahead of UTC; clocks are changed at quarters of an hour. */
function offsetMs(atMs: number, timeZone: string): number {
  let known = offsets.get(timeZone);
  if (!known || known.size > MOST_OFFSETS) offsets.set(timeZone, (known = new Map<number, number>()));
  const quarter = Math.floor(atMs / QUARTER_MS);
  const found = known.get(quarter);
  if (found !== undefined) return found;
  const offset = shownMs(new Date(quarter * QUARTER_MS), timeZone) - quarter * QUARTER_MS;
  known.set(quarter, offset);
  return offset;
}

function shownMs(at: Date, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const of = (name: string) => Number(parts[name]);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** The reading of the clock at the site, to the second, as if it were UTC. */
function wallMs(at: Date, timeZone: string): number {
  return Math.floor(at.getTime() / 1000) * 1000 + offsetMs(at.getTime(), timeZone);
}

export function siteTime(at: Date, timeZone: string): SiteTime {
  const wall = new Date(wallMs(at, timeZone));
  return {
    day: wall.toISOString().slice(0, 10),
    weekday: (wall.getUTCDay() + 6) % 7,
    hour: wall.getUTCHours(),
  };
}

/** When the hour of the site's clock began that an instant falls in. */
export function startOfHour(at: Date, timeZone: string): Date {
  const whole = Math.floor(at.getTime() / 1000) * 1000;
  return new Date(whole - (wallMs(at, timeZone) % HOUR_MS));
}

/** The first instant of a day (YYYY-MM-DD) at the site. Where midnight is skipped, the first one after. */
export function startOfDay(day: string, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // No zone is further from UTC than a day; the clock shows midnight or later from some instant on.
  let [before, after] = [midnight - DAY_MS, midnight + DAY_MS];
  while (after - before > MINUTE_MS) {
    const middle = Math.floor((before + after) / 2 / MINUTE_MS) * MINUTE_MS;
    if (siteTime(new Date(middle), timeZone).day < day) before = middle;
    else after = middle;
  }
  return new Date(after);
}

/** The first instant of a first day at the site, and the first after a last one. */
export function instantsOf(
  { from, to }: { from: string; to: string },
  timeZone: string,
): { from: Date; until: Date } {
  return { from: startOfDay(from, timeZone), until: startOfDay(dayAfter(to), timeZone) };
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/**
 * What a clock without a zone showed (YYYY-MM-DDThh:mm:ss) as an instant at the site. Of an hour that comes twice, the
 * first; of one that is skipped, as if the clock had not been put forward. Invalid where it is no time.
 */
export function instantOf(local: string, timeZone: string): Date {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return new Date(NaN);
  const offsetAt = (ms: number) => wallMs(new Date(ms), timeZone) - ms;
  const candidates = [wall - offsetAt(wall - DAY_MS), wall - offsetAt(wall + DAY_MS)];
  const right = candidates.filter((ms) => wallMs(new Date(ms), timeZone) === wall);
  return new Date(right.length > 0 ? Math.min(...right) : (candidates[0] as number));
}

export function shiftOf(hour: number): Shift {
  if (hour >= 7 && hour < 15) return 'day';
  return hour >= 15 && hour < 23 ? 'evening' : 'night';
}
