import type { LoggedStudy } from '../../queueing/index.js';
import type { LoggedReading, ReaderAct } from '../../turnaround/index.js';
import type { StoredAlert } from '../../alerts/index.js';
import type { ShownRun } from '../../governance/index.js';

export const MINUTE_MS = 60_000;

/** Longer than this nobody reads a study in one go: it was broken off, or left open. */
export const MOST_READ_MINUTES = 120;

/** What the log holds of a period. */
export interface ImpactLog {
  /** First instant of the period, a midnight at the site, and the first after it. */
  from: Date;
  until: Date;
  now: Date;
  readings: readonly LoggedReading[];
  /** Of every model whose results readers were shown. */
  runs: readonly ShownRun[];
  acts: readonly ReaderAct[];
  alerts: readonly StoredAlert[];
  /** Hour of the week (0 to 167) of each hour of the period. */
  hoursOfWeek: readonly number[];
}

export interface ModelKey {
  modelId: string;
  version: string;
}

export function keyOf({ modelId, version }: ModelKey): string {
  return `${modelId} ${version}`;
}

/** The run of the model on each study, by UID. */
export function runsOfModel({ runs }: Pick<ImpactLog, 'runs'>, model: ModelKey): Map<string, ShownRun> {
  const own = runs.filter((run) => run.modelId === model.modelId && run.version === model.version);
  return new Map(own.map((run) => [run.studyUid, run]));
}

export function hasResult(run: ShownRun | undefined): run is ShownRun {
  return run?.state === 'flagged' || run?.state === 'notFlagged';
}

/** Minutes until the study was opened; null while it waits. */
export function waitMinutes({ readyAt, openedAt }: LoggedReading): number | null {
  return openedAt && (openedAt.getTime() - readyAt.getTime()) / MINUTE_MS;
}

/**
 * The studies as the replay of a model takes them, in minutes from the start of the period. A reading of more than two
 * hours, which was broken off, counts with the median of the others, and as a substitute.
 */
export function loggedStudies(log: ImpactLog, model: ModelKey): LoggedStudy[] {
  const own = runsOfModel(log, model);
  const results = resultsByStudy(log);
  const substitute = medianOf(log.readings.flatMap((one) => plausibleRead(one) ?? []));
  const minutesAt = (at: Date) => (at.getTime() - log.from.getTime()) / MINUTE_MS;
  return log.readings.map((one) => {
    const read = readMinutes(one);
    const brokenOff = read !== null && read > MOST_READ_MINUTES;
    return {
      id: one.studyUid,
      day: one.day,
      readyMinutes: minutesAt(one.readyAt),
      openedMinutes: one.openedAt && minutesAt(one.openedAt),
      readMinutes: brokenOff ? substitute : read,
      orderClass: one.orderClass,
      profile: { modalities: [one.modality], location: null, site: one.site === '' ? null : one.site },
      results: (results.get(one.studyUid) ?? []).map(({ finishedAt, ...run }) => ({
        ...run,
        atMinutes: minutesAt(finishedAt),
      })),
      truth: truthOf(one, own.get(one.studyUid)),
      fallbackTimestamp: one.fallback || brokenOff,
    };
  });
}

function resultsByStudy({ runs }: ImpactLog) {
  const results = new Map<string, { model: string; flagged: boolean; raises: boolean; finishedAt: Date }[]>();
  for (const run of runs.filter(hasResult)) {
    const { studyUid, state, raises, finishedAt } = run;
    const list = results.get(studyUid) ?? [];
    list.push({ model: keyOf(run), flagged: state === 'flagged', raises, finishedAt });
    results.set(studyUid, list);
  }
  return results;
}

/**
 * What readers said of the study. Another urgent condition is a critical result in a study in which the model has no
 * say, or of which readers said that what it looks for is not there.
 */
export function truthOf({ critical }: LoggedReading, run: ShownRun | undefined): LoggedStudy['truth'] {
  const verdict = hasResult(run) ? run.verdict : null;
  if (verdict === 'present') return 'targeted';
  if (critical && (verdict === 'absent' || !hasResult(run))) return 'other';
  return verdict === 'absent' ? 'none' : null;
}

function readMinutes({ openedAt, reportedAt }: LoggedReading): number | null {
  return openedAt && reportedAt && (reportedAt.getTime() - openedAt.getTime()) / MINUTE_MS;
}

/** Null where there is none, or where it was broken off. */
export function plausibleRead(reading: LoggedReading): number | null {
  const read = readMinutes(reading);
  return read !== null && read > 0 && read <= MOST_READ_MINUTES ? read : null;
}

function medianOf(values: number[]): number | null {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}
