const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string, kind: 'time' | 'full' | 'day'): Intl.DateTimeFormat {
  const key = `${timeZone} ${kind}`;
  const known = formatters.get(key);
  if (known) return known;
  const options: Intl.DateTimeFormatOptions =
    kind === 'time'
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : kind === 'day'
        ? { day: '2-digit', month: 'short' }
        : {
            year: 'numeric',
            month: 'short',
            day: '2-digit',
            hour: '2-digit',
            minute: '2-digit',
            second: '2-digit',
            hourCycle: 'h23',
            timeZoneName: 'short',
          };
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  } catch {
    made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  }
  formatters.set(key, made);
  return made;
}

/** "07:42" in the site's zone; with the day where it is not today's. */
export function formatTime(instant: string, timeZone: string, now: number): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return '';
  const time = formatter(timeZone, 'time').format(date);
  const day = formatter(timeZone, 'day');
  return day.format(date) === day.format(new Date(now)) ? time : `${day.format(date)} ${time}`;
}

/** "07:42" today, "24 Nov" on any other day: for a column of little width. */
export function formatTimeOrDay(instant: string, timeZone: string, now: number): string {
  const full = formatTime(instant, timeZone, now);
  return full.length > 5 ? full.slice(0, -6) : full;
}

/** Date, time with seconds and zone, for hover and details. */
export function formatInstant(instant: string, timeZone: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? '' : formatter(timeZone, 'full').format(date);
}

/** A DICOM date as the contract carries it ("2026-11-24") stays ISO: no reader can take it for another day. */
export function formatDate(date: string | null): string {
  return date ?? '';
}
