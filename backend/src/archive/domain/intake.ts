/** To be read, or a prior: archived without a reading. */
export type Intake = 'reading' | 'prior';

export interface IntakeFacts {
  /** What the sender said outright. */
  stated?: Intake | undefined;
  /** Study Date (0008,0020) as it came. */
  studyDate: string | null;
  /** Age in days above which a study is a prior; null where none is. */
  backfillAgeDays: number | null;
}

const DAY_MS = 86_400_000;

/**
 * Whether a new study is a prior. Without a usable date, or with one to come, it is a reading: what is in doubt is
 * read. Days are counted on the calendar of the site's time zone.
 */
export function intakeOf(
  { stated, studyDate, backfillAgeDays }: IntakeFacts,
  now: Date,
  timeZone: string,
): Intake {
  if (stated) return stated;
  if (backfillAgeDays === null) return 'reading';
  const day = dayNumber(studyDate ?? '');
  if (day === undefined) return 'reading';
  return today(now, timeZone) - day > backfillAgeDays ? 'prior' : 'reading';
}

/** Days since 1970 of a DICOM date (PS3.5 table 6.2-1, also with the dots of ACR-NEMA); undefined for no real day. */
function dayNumber(date: string): number | undefined {
  const parts = /^(\d{4})(\.?)(\d{2})\2(\d{2})$/.exec(date.trim());
  if (!parts) return undefined;
  const iso = `${parts[1]}-${parts[3]}-${parts[4]}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso) return undefined;
  return time / DAY_MS;
}

function today(now: Date, timeZone: string): number {
  const text = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now);
  return Date.parse(`${text}T00:00:00Z`) / DAY_MS;
}
