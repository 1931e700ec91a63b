import type { Stage, TurnaroundExportQuery, TurnaroundGroup, TurnaroundStudy } from '@firstread/contract';

/** A column of a file that is handed out; its types are those of Parquet. */
export interface ExportColumn<T> {
  name: string;
  type: 'STRING' | 'DOUBLE' | 'INT32' | 'BOOLEAN' | 'TIMESTAMP';
  of: (row: T) => string | number | boolean | Date | null;
}

export interface ExportedGroup {
  query: TurnaroundExportQuery;
  stage: Stage;
  group: TurnaroundGroup;
}

export interface ExportedInterval extends Omit<TurnaroundStudy, 'milestones'> {
  stage: Stage['id'];
}

const joined = (words: readonly string[]) => words.join(' ');

function filtersOf({ site, modality, orderClass, aiState }: TurnaroundExportQuery): string {
  return Object.entries({ site, modality, orderClass, aiState })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function figure(name: string, of: (group: TurnaroundGroup) => number | null): ExportColumn<ExportedGroup> {
  return { name, type: 'DOUBLE', of: ({ group }) => of(group) };
}

/** A line says by itself what it is of: events, days, filters. */
export const GROUP_COLUMNS: readonly ExportColumn<ExportedGroup>[] = [
  { name: 'stage', type: 'STRING', of: ({ stage }) => stage.id },
  { name: 'startEvents', type: 'STRING', of: ({ stage }) => joined(stage.start.events) },
  { name: 'startFallbacks', type: 'STRING', of: ({ stage }) => joined(stage.start.fallbacks) },
  { name: 'endEvents', type: 'STRING', of: ({ stage }) => joined(stage.end.events) },
  { name: 'endFallbacks', type: 'STRING', of: ({ stage }) => joined(stage.end.fallbacks) },
  { name: 'from', type: 'STRING', of: ({ query }) => query.from },
  { name: 'to', type: 'STRING', of: ({ query }) => query.to },
  { name: 'filters', type: 'STRING', of: ({ query }) => filtersOf(query) },
  { name: 'groupBy', type: 'STRING', of: ({ query }) => query.groupBy },
  { name: 'key', type: 'STRING', of: ({ group }) => group.key },
  { name: 'suppressed', type: 'BOOLEAN', of: ({ group }) => group.suppressed },
  { name: 'n', type: 'INT32', of: ({ group }) => group.n },
  { name: 'open', type: 'INT32', of: ({ group }) => group.open },
  figure('medianSeconds', ({ median }) => median),
  figure('p75Seconds', ({ p75 }) => p75),
  figure('p90Seconds', ({ p90 }) => p90),
  figure('p95Seconds', ({ p95 }) => p95),
  figure('p99Seconds', ({ p99 }) => p99),
  figure('maxSeconds', ({ max }) => max),
  figure('medianWithOpenSeconds', ({ medianWithOpen }) => medianWithOpen),
  figure('fallbackShare', ({ fallbackShare }) => fallbackShare),
  {
    name: 'excluded',
    type: 'STRING',
    of: ({ group }) => joined(Object.entries(group.excluded).map(([why, count]) => `${why}=${count}`)),
  },
];

const instant = (text: string | null) => (text === null ? null : new Date(text));

/** UIDs and times, nothing of a patient and nothing of a reader. */
export const INTERVAL_COLUMNS: readonly ExportColumn<ExportedInterval>[] = [
  { name: 'stage', type: 'STRING', of: ({ stage }) => stage },
  { name: 'studyInstanceUid', type: 'STRING', of: ({ studyInstanceUid }) => studyInstanceUid },
  { name: 'subject', type: 'STRING', of: ({ subject }) => subject },
  { name: 'site', type: 'STRING', of: ({ site }) => site },
  { name: 'modality', type: 'STRING', of: ({ modality }) => modality },
  { name: 'orderClass', type: 'STRING', of: ({ orderClass }) => orderClass },
  { name: 'aiState', type: 'STRING', of: ({ aiState }) => aiState },
  { name: 'startedAt', type: 'TIMESTAMP', of: ({ startedAt }) => instant(startedAt) },
  { name: 'startedWith', type: 'STRING', of: ({ startedWith }) => startedWith },
  { name: 'endedAt', type: 'TIMESTAMP', of: ({ endedAt }) => instant(endedAt) },
  { name: 'endedWith', type: 'STRING', of: ({ endedWith }) => endedWith },
  { name: 'seconds', type: 'DOUBLE', of: ({ seconds }) => seconds },
  { name: 'fallback', type: 'BOOLEAN', of: ({ fallback }) => fallback },
  { name: 'excluded', type: 'STRING', of: ({ excluded }) => excluded },
];
