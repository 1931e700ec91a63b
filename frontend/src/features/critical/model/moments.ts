import { zonedInstant } from '@/lib/format/zoned';

const MINUTE = 60_000;

interface Around {
  timeZone: string;
  now: number;
  /** The field shows minutes: a time in the minute of this instant is this instant. */
  notBefore?: string;
}

/** The instant that a field of date and time says; now where it is empty. What is no time is given on as it is. */
export function momentOf(text: string, { timeZone, now, notBefore }: Around): string {
  if (text.trim() === '') return new Date(now).toISOString();
  const instant = zonedInstant(text, timeZone);
  if (instant === null) return text;
  const early = notBefore === undefined ? 0 : Date.parse(notBefore) - Date.parse(instant);
  return notBefore !== undefined && early > 0 && early < MINUTE ? notBefore : instant;
}
