import {
  orderClassSchema,
  type ClinicalEventKind,
  type IntervalExclusion,
  type OrderClass,
  type Stage,
  type StageId,
  type StagePoint,
  type StudyAiState,
} from '@firstread/contract';
import { STAGES } from './stages.js';
import { VOCABULARY, type ClinicalEvent } from './vocabulary.js';

/** What a study is counted under. */
export interface Facets {
  /** Empty where it is not stated. */
  site: string;
  /** `OT` until it is known (PS3.3 C.7.3.1.1.1: other). */
  modality: string;
  orderClass: OrderClass;
  aiState: StudyAiState;
}

/** A stage of a study, or of one run, alert or critical result of it. */
export interface Interval {
  stage: StageId;
  subject: string | null;
  start: ClinicalEvent;
  /** Null while it is open, and where it ended otherwise. */
  end: ClinicalEvent | null;
  /** It begins or ends with a substitute event. */
  fallback: boolean;
  excluded: IntervalExclusion | null;
  /** What places it in time: its start, or where that clock speaks nonsense, when we heard of it. */
  placedAt: Date;
}

export interface Timeline {
  facets: Facets;
  /** The one event of each kind that counts. */
  milestones: Partial<Record<ClinicalEventKind, ClinicalEvent>>;
  intervals: Interval[];
}

const EARLIEST_MS = Date.UTC(1990, 0, 1);
/** Clocks of a department that are kept by NTP differ by less. */
const TOLERANCE_MS = 5 * 60_000;

/** What cannot have happened before what. */
const ORDER: readonly [ClinicalEventKind, ClinicalEventKind][] = [
  ['arrived', 'examCompleted'],
  ['examCompleted', 'preliminary'],
  ['examCompleted', 'final'],
  ['firstInstance', 'lastInstance'],
  ['reportStarted', 'preliminary'],
  ['reportStarted', 'final'],
];

/** What became of a study. The order in which its events came here makes no difference. */
export function timelineOf(recorded: readonly ClinicalEvent[]): Timeline {
  const events = effective(recorded);
  const milestones = milestonesOf(events);
  const contradicted = contradictedOf(milestones);
  return {
    facets: facetsOf(events),
    milestones,
    intervals: STAGES.flatMap((stage) =>
      subjectsOf(stage, events).flatMap((subject) => {
        const own = subject === null ? milestones : milestonesOf(concerning(events, stage, subject));
        const interval = intervalOf(stage, subject, own, contradicted);
        return interval ? [interval] : [];
      }),
    ),
  };
}

/** Without what was corrected; of two corrections of one event the later recorded holds. Oldest first. */
function effective(recorded: readonly ClinicalEvent[]): ClinicalEvent[] {
  const byId = new Map(recorded.map((event) => [event.id, event]));
  const latest = new Map<string, ClinicalEvent>();
  for (const event of byId.values()) {
    if (event.corrects === null) continue;
    const other = latest.get(event.corrects);
    if (!other || laterRecorded(event, other)) latest.set(event.corrects, event);
  }
  return [...byId.values()]
    .filter((event) => !latest.has(event.id))
    .filter((event) => event.corrects === null || latest.get(event.corrects) === event)
    .filter((event) => event.detail.void !== true)
    .sort((a, b) => a.happenedAt.getTime() - b.happenedAt.getTime() || (a.id < b.id ? -1 : 1));
}

function laterRecorded(one: ClinicalEvent, other: ClinicalEvent): boolean {
  const difference = one.recordedAt.getTime() - other.recordedAt.getTime();
  return difference === 0 ? one.id > other.id : difference > 0;
}

type Milestones = Timeline['milestones'];

function milestonesOf(events: readonly ClinicalEvent[]): Milestones {
  const milestones: Milestones = {};
  for (const event of events)
    if (!milestones[event.kind] || VOCABULARY[event.kind].counts === 'last') milestones[event.kind] = event;
  return milestones;
}

function subjectsOf({ per, start, end }: Stage, events: readonly ClinicalEvent[]): (string | null)[] {
  if (per === 'study') return [null];
  const kinds = [start, end].flatMap((one) => [...one.events, ...one.fallbacks]);
  const named = events.filter(({ kind }) => kinds.includes(kind)).map(({ detail }) => detail[per]);
  return [...new Set(named.filter((one) => one !== undefined))].sort();
}

/** What is said of this subject, or of the whole study. */
function concerning(events: readonly ClinicalEvent[], { per }: Stage, subject: string): ClinicalEvent[] {
  return events.filter(({ detail }) => {
    const named = per === 'study' ? undefined : detail[per];
    return named === undefined || named === subject;
  });
}

function intervalOf(
  stage: Stage,
  subject: string | null,
  milestones: Milestones,
  contradicted: ReadonlySet<ClinicalEvent>,
): Interval | undefined {
  const start = eventAt(stage.start, milestones);
  if (!start) return undefined;
  const end = eventAt(stage.end, milestones);
  const otherwise = end
    ? undefined
    : stage.endsOtherwise.find((kind) => isAfter(milestones[kind], start.event));
  const nonsense = nonsenseOf(start.event, end?.event, contradicted);
  return {
    stage: stage.id,
    subject,
    start: start.event,
    end: end?.event ?? null,
    fallback: start.fallback || (end?.fallback ?? false),
    excluded: nonsense ?? (otherwise as IntervalExclusion | undefined) ?? null,
    placedAt: implausible(start.event) ? start.event.recordedAt : start.event.happenedAt,
  };
}

function isAfter(event: ClinicalEvent | undefined, other: ClinicalEvent): boolean {
  return event !== undefined && event.happenedAt >= other.happenedAt;
}

function eventAt(
  { events, fallbacks }: StagePoint,
  milestones: Milestones,
): { event: ClinicalEvent; fallback: boolean } | undefined {
  const found = events
    .flatMap((kind) => milestones[kind] ?? [])
    .sort((a, b) => a.happenedAt.getTime() - b.happenedAt.getTime());
  if (found[0]) return { event: found[0], fallback: false };
  const substitute = fallbacks.flatMap((kind) => milestones[kind] ?? [])[0];
  return substitute && { event: substitute, fallback: true };
}

function nonsenseOf(
  start: ClinicalEvent,
  end: ClinicalEvent | undefined,
  contradicted: ReadonlySet<ClinicalEvent>,
): IntervalExclusion | undefined {
  const named = implausible(start) ?? (end && implausible(end));
  if (named) return named;
  if (end && end.happenedAt < start.happenedAt) return 'negative';
  return contradicted.has(start) || (end && contradicted.has(end)) ? 'contradictsOrder' : undefined;
}

/** An instant that no right clock gives: before digital archives, or later than it was heard of. */
function implausible({ happenedAt, recordedAt }: ClinicalEvent): 'before1990' | 'future' | undefined {
  if (happenedAt.getTime() < EARLIEST_MS) return 'before1990';
  return happenedAt.getTime() > recordedAt.getTime() + TOLERANCE_MS ? 'future' : undefined;
}

/** Both sides of each pair that is the wrong way round: which of the two clocks is wrong nobody knows. */
function contradictedOf(milestones: Milestones): Set<ClinicalEvent> {
  return new Set(
    ORDER.flatMap(([before, after]) => {
      const [one, other] = [milestones[before], milestones[after]];
      return one && other && other.happenedAt < one.happenedAt ? [one, other] : [];
    }),
  );
}

/** As last stated. */
function facetsOf(events: readonly ClinicalEvent[]): Facets {
  const last = (key: 'site' | 'modality' | 'orderClass') =>
    events.findLast(({ detail }) => detail[key] !== undefined)?.detail[key];
  return {
    site: last('site') ?? '',
    modality: last('modality') ?? 'OT',
    orderClass: orderClassSchema.catch('routine').parse(last('orderClass')),
    aiState: aiStateOf(events),
  };
}

function aiStateOf(events: readonly ClinicalEvent[]): StudyAiState {
  const states = new Map<string, string | undefined>();
  for (const { kind, detail } of events) {
    if (detail.run === undefined) continue;
    if (kind === 'aiPlanned' || kind === 'aiDispatched') states.set(detail.run, states.get(detail.run));
    if (kind === 'aiResult') states.set(detail.run, detail.state);
  }
  for (const { kind, detail } of events)
    if (kind === 'aiWithdrawn') states.set(detail.run as string, 'withdrawn');
  const all = [...states.values()];
  if (all.length === 0) return 'notEligible';
  if (all.includes('flagged')) return 'flagged';
  if (all.includes(undefined)) return 'pending';
  return all.includes('notFlagged') ? 'notFlagged' : 'noResult';
}
