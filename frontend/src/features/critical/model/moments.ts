import { zonedInstant, zonedText } from '@/lib/format/zoned';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface Around {
  timeZone: string;
  now: number;
  /** A field shows minutes: a time in the minute of this instant is this instant. */
  notBefore?: string;
}

/** "14:53" or "1453", without a day; null where it is neither. */
function clockTime(typed: string): string | null {
  const found = /^([01]?\d|2[0-3]):?([0-5]\d)$/.exec(typed);
  return found ? `${(found[1] ?? '').padStart(2, '0')}:${found[2]}` : null;
}

/** The last time that the clock of the site showed it. */
function lastAt(clock: string, { timeZone, now }: Around): string | null {
  const on = (instant: number): string | null =>
    zonedInstant(`${zonedText(instant, timeZone).slice(0, 10)}T${clock}`, timeZone);
  const today = on(now);
  return today !== null && Date.parse(today) > now ? on(now - DAY) : today;
}

/**
 * The instant that is typed by the clock of the site: now where nothing is, the last 14:53 for "14:53", or a day and its
 * time. Null where it is none of these.
 */
export function momentOf(typed: string, around: Around): string | null {
  const text = typed.trim();
  if (text === '') return new Date(around.now).toISOString();
  const clock = clockTime(text);
  const instant =
    clock === null ? zonedInstant(text.replace(' ', 'T'), around.timeZone) : lastAt(clock, around);
  const { notBefore } = around;
  if (instant === null || notBefore === undefined) return instant;
  const early = Date.parse(notBefore) - Date.parse(instant);
  return early > 0 && early < MINUTE ? notBefore : instant;
}
