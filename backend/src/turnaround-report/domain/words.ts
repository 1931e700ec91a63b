import {
  FEWEST_INTERVALS_SHOWN,
  type ClinicalEventKind,
  type IntervalExclusion,
  type StageId,
  type StagePoint,
  type StudyAiState,
  type TurnaroundChange,
  type TurnaroundFacet,
  type TurnaroundGroup,
  type TurnaroundPlace,
} from '@firstread/contract';
import { VOCABULARY } from '../../turnaround/index.js';
import type { Row } from './facts.js';

export const STAGE_NAMES: Readonly<Record<StageId, string>> = {
  orderToExam: 'Order to exam',
  orderToArrival: 'Order to start of exam',
  transmission: 'Transmission',
  wait: 'Wait',
  read: 'Reading',
  reportTurnaround: 'Report turnaround',
  finalTurnaround: 'Final turnaround',
  orderToFinal: 'Order to final report',
  preliminaryToFinal: 'Preliminary to final',
  aiLatency: 'AI latency',
  aiQueue: 'AI queue',
  aiCompute: 'AI computing',
  notification: 'Notification',
  acknowledgement: 'Acknowledgement',
  criticalCommunication: 'Critical communication',
  criticalClosure: 'Critical closure',
};

export const FACET_NAMES: Readonly<Record<TurnaroundFacet, string>> = {
  orderClass: 'order class',
  modality: 'modality',
  site: 'site',
  shift: 'shift',
  aiState: 'AI state',
  load: 'studies that waited',
};

const AI_STATES: Readonly<Record<StudyAiState, string>> = {
  notEligible: 'not eligible',
  pending: 'pending',
  flagged: 'flagged',
  notFlagged: 'not flagged',
  noResult: 'no result',
};

const EXCLUSIONS: Readonly<Record<IntervalExclusion, string>> = {
  negative: 'would be negative',
  future: 'in the future',
  before1990: 'before 1990',
  contradictsOrder: 'contradicts its order',
  cancelled: 'cancelled',
  deleted: 'deleted',
  markedRead: 'marked as read',
  aiWithdrawn: 'AI run withdrawn',
  notificationClosed: 'acknowledgement not needed',
  criticalWithdrawn: 'withdrawn',
};

const NONE = '–';
const SUPPRESSED = `<${FEWEST_INTERVALS_SHOWN}`;

/** Seconds as people say them, short enough for a cell. */
export function durationWords(seconds: number): string {
  const size = Math.abs(seconds);
  if (size < 60) return `${Math.round(seconds)} s`;
  if (size < 6000) return `${trimmed(seconds / 60)} min`;
  return size < 48 * 3600 ? `${trimmed(seconds / 3600)} h` : `${trimmed(seconds / 86_400)} d`;
}

function trimmed(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}

/** With its sign: more than before, or less. */
export function differenceWords(now: number | null, before: number | null): string {
  if (now === null || before === null) return NONE;
  const seconds = now - before;
  return `${seconds > 0 ? '+' : seconds < 0 ? '−' : '±'}${durationWords(Math.abs(seconds))}`;
}

export const HEADS = [
  '',
  'n',
  'median',
  'p75',
  'p90',
  'p95',
  'p99',
  'max',
  'open',
  'median\nwith open',
  'fall-back',
  'left out',
  'n\nbefore',
  'median\nbefore',
  'median\nchange',
  'p90\nbefore',
  'p90\nchange',
] as const;

/** One row of the table, as `HEADS` names its cells. */
export function cellsOf({ key, now, before }: Row, facet: TurnaroundFacet): string[] {
  const figure = (
    group: TurnaroundGroup | undefined,
    value: number | null | undefined,
    write: (value: number) => string,
  ) => {
    if (value !== null && value !== undefined) return write(value);
    return group?.suppressed ? SUPPRESSED : NONE;
  };
  const duration = (
    group: TurnaroundGroup | undefined,
    name: 'median' | 'p75' | 'p90' | 'p95' | 'p99' | 'max',
  ) => figure(group, group?.[name], durationWords);
  return [
    key === null ? 'All' : keyWords(key, facet),
    figure(now, now?.n, String),
    ...(['median', 'p75', 'p90', 'p95', 'p99', 'max'] as const).map((name) => duration(now, name)),
    figure(now, now?.open, String),
    figure(now, now?.medianWithOpen, durationWords),
    figure(now, now?.fallbackShare, (share) => `${trimmed(share * 100)} %`),
    String(sum(now?.excluded)),
    figure(before, before?.n, String),
    duration(before, 'median'),
    differenceWords(now?.median ?? null, before?.median ?? null),
    duration(before, 'p90'),
    differenceWords(now?.p90 ?? null, before?.p90 ?? null),
  ];
}

function sum(counts: TurnaroundGroup['excluded'] | undefined): number {
  return Object.values(counts ?? {}).reduce((all, count) => all + count, 0);
}

function keyWords(key: string, facet: TurnaroundFacet): string {
  if (facet === 'aiState') return AI_STATES[key as StudyAiState] ?? key;
  return key === '' ? 'not stated' : key;
}

/** What was left out of the figures, and why; empty where nothing was. */
export function exclusionWords(excluded: TurnaroundGroup['excluded']): string {
  return (Object.entries(excluded) as [IntervalExclusion, number][])
    .map(([reason, count]) => `${count} ${EXCLUSIONS[reason]}`)
    .join(', ');
}

/** By the clock of the site, IANA. */
export function instantWords(instant: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone });
  return `${format.format(instant)} (${timeZone})`;
}

/** At which events a stage begins or ends. */
export function pointWords({ events, fallbacks }: StagePoint): string {
  const said = (kinds: readonly ClinicalEventKind[]) =>
    kinds.map((kind) => `“${VOCABULARY[kind].meaning}”`).join(' or ');
  return fallbacks.length === 0 ? said(events) : `${said(events)}, failing that ${said(fallbacks)}`;
}

export function changeWords(change: TurnaroundChange): string {
  return change.kind === 'rules'
    ? `${change.day}: rules of reading, version ${change.version}`
    : `${change.day}: ${change.name} ${change.version}, ${change.from ?? 'new'} to ${change.to}`;
}

/** Which studies a dashboard is of. */
export function selectionWords({ site, modality, orderClass, aiState }: TurnaroundPlace): string {
  const parts = [
    site && `site ${site}`,
    modality && `modality ${modality}`,
    orderClass && `order class ${orderClass}`,
    aiState && `AI state ${AI_STATES[aiState]}`,
  ].filter(Boolean);
  return parts.length === 0 ? 'all studies' : parts.join(', ');
}
