const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, made);
  return made;
}

/** "2026-11-24T07:42" by the clock of the zone, as a field of date and time holds it. */
export function zonedText(instant: number, timeZone: string): string {
  return formatter(timeZone).format(instant).replace(' ', 'T');
}

/** The instant of such a text; null where it is none. Of an hour that the clock shows twice, the first. */
export function zonedInstant(text: string, timeZone: string): string | null {
  const asUtc = Date.parse(`${text}:00Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) || Number.isNaN(asUtc)) return null;
  const offsetAt = (instant: number): number => Date.parse(`${zonedText(instant, timeZone)}:00Z`) - instant;
  // The zone is ahead by one of the offsets that it has around the time.
  const day = 86_400_000;
  const found = [offsetAt(asUtc - day), offsetAt(asUtc + day)]
    .map((offset) => asUtc - offset)
    .filter((instant) => zonedText(instant, timeZone) === text);
  const [first] = found.sort((a, b) => a - b);
  // In the hour that the clock leaves out, the time as it would have gone on.
  return new Date(first ?? asUtc - offsetAt(asUtc - day)).toISOString();
}
