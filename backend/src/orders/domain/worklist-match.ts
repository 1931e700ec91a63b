/** Matching of the Modality Worklist information model (PS3.4 sections K.6.1.2 and C.2.2.2). */

/** What an order shows of itself to the matching. */
export interface ScheduledStep {
  patientName: string;
  patientId: string;
  accessionNumber: string;
  requestedProcedureId: string;
  studyInstanceUid: string;
  stepId: string;
  modality: string;
  stationAeTitle: string | null;
  /** YYYY-MM-DDThh:mm:ss. */
  scheduledAt: string;
}

/** Matching keys as the peer wrote them; empty or absent matches everything. */
export interface WorklistKeys {
  patientName?: string | undefined;
  patientId?: string | undefined;
  accessionNumber?: string | undefined;
  requestedProcedureId?: string | undefined;
  studyInstanceUid?: string | undefined;
  stepId?: string | undefined;
  modality?: string | undefined;
  stationAeTitle?: string | undefined;
  /** DA, single or range. */
  startDate?: string | undefined;
  /** TM, single or range. */
  startTime?: string | undefined;
}

/** A period from and to which an order may start, both inclusive and written as `scheduledAt` is. */
export interface Period {
  from: string;
  to: string;
}

/**
 * The period that date and time name together: from the first date at the first time until the last date at the last
 * time (PS3.4 table K.6-1). Undefined for a value that is neither date nor range.
 */
export function periodOf(keys: Pick<WorklistKeys, 'startDate' | 'startTime'>): Period | undefined {
  const date = range(keys.startDate, /^\d{8}$/);
  const time = range(keys.startTime, /^\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?$/);
  if (!date || !time) return undefined;
  return {
    from: `${isoDate(date.from ?? '00010101')}T${isoTime(time.from ?? '', '000000')}`,
    to: `${isoDate(date.to ?? '99991231')}T${isoTime(time.to ?? '', '235959')}`,
  };
}

/** Whether a scheduled step matches every key but date and time of day, which `period` stands for. */
export function matches(step: ScheduledStep, keys: WorklistKeys): boolean {
  const { startDate, startTime } = keys;
  if (!startDate && startTime && !timeMatches(step.scheduledAt, startTime)) return false;
  return (
    nameMatches(step.patientName, keys.patientName) &&
    textMatches(step.patientId, keys.patientId) &&
    textMatches(step.accessionNumber, keys.accessionNumber) &&
    textMatches(step.requestedProcedureId, keys.requestedProcedureId) &&
    textMatches(step.stepId, keys.stepId) &&
    listMatches(step.studyInstanceUid, keys.studyInstanceUid) &&
    listMatches(step.modality, keys.modality) &&
    (!step.stationAeTitle || listMatches(step.stationAeTitle, keys.stationAeTitle))
  );
}

/** Without a date, a time of day counts on every day. */
function timeMatches(scheduledAt: string, startTime: string): boolean {
  const period = periodOf({ startDate: scheduledAt.slice(0, 10).replaceAll('-', ''), startTime });
  return period === undefined || (scheduledAt >= period.from && scheduledAt <= period.to);
}

function listMatches(value: string, key: string | undefined): boolean {
  if (!key) return true;
  return key.split('\\').some((one) => textMatches(value, one));
}

function textMatches(value: string, key: string | undefined): boolean {
  const wanted = key?.trim();
  return !wanted || pattern(wanted).test(value);
}

/** Names match without regard to case and accents, each group of components on its own. */
function nameMatches(value: string, key: string | undefined): boolean {
  const wanted = key?.trim();
  if (!wanted) return true;
  const expression = pattern(plain(wanted).replace(/\^+$/, ''));
  return value.split('=').some((group) => expression.test(plain(group).replace(/\^+$/, '')));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** `*` any characters, `?` one (PS3.4 section C.2.2.2.4). */
function pattern(wildcards: string): RegExp {
  const source = wildcards
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'su');
}

function range(
  key: string | undefined,
  valid: RegExp,
): { from: string | undefined; to: string | undefined } | undefined {
  const value = key?.trim().replaceAll(':', '');
  if (!value) return { from: undefined, to: undefined };
  const [from = '', to = from] = value.split('-').map((part) => part.trim());
  const bounds = [from, to].filter((bound) => bound !== '');
  if (bounds.length === 0 || !bounds.every((bound) => valid.test(bound))) return undefined;
  return { from: from || undefined, to: to || undefined };
}

function isoDate(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
}

/** A time given down to the hour or minute stands for its first or last second. */
function isoTime(time: string, fill: string): string {
  const digits = time.slice(0, 6) + fill.slice(Math.min(time.length, 6));
  return `${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}`;
}
