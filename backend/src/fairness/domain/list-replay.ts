import type { Band, ClaimWay, ClinicalEventKind, HoldKind, OrderClass } from '@firstread/contract';
import { unreadAfter } from '../../turnaround/index.js';

/** Those that decide on a place in the list. */
export const PLACE_KINDS = ['readyToRead', 'priorityChanged'] as const satisfies ClinicalEventKind[];

/** Kinds of clinical events that say something of the list. */
export const LIST_KINDS = [
  ...PLACE_KINDS,
  'claimed',
  'released',
  'stolen',
  'reassigned',
  'skipped',
  'holdPlaced',
  'holdEnded',
  'markedRead',
  'deleted',
] as const satisfies ClinicalEventKind[];

/** An entry of the log, as of when it was written down: before that the list did not show it. */
export interface LogEntry {
  /** That of the event. */
  id: string;
  studyUid: string;
  kind: ClinicalEventKind;
  recordedAt: Date;
  happenedAt: Date;
  readerId: string | null;
  detail: LogDetail;
  /** The entry takes another one back. */
  takesBack: boolean;
  /** Entries of one act have the same. */
  act: string;
}

/** Whether what is said before no longer matters for the order: it decides the whole place, or none. */
export function saysThePlace({ kind, detail }: LogEntry): boolean {
  const places = kind === 'readyToRead' || kind === 'priorityChanged';
  return !places || (detail.reading !== undefined && detail.rankAt !== undefined);
}

export interface LogDetail {
  to?: Band;
  orderClass?: OrderClass;
  site?: string;
  modality?: string;
  reasons?: string[];
  why?: string[];
  rules?: string;
  rankAt?: string;
  dueAt?: string;
  reading?: 'unread' | 'read' | 'nothingToRead';
  how?: ClaimWay | 'expired';
  reader?: string;
  reason?: string;
  until?: string;
}

export interface PastSkip {
  readerId: string | null;
  at: Date;
  reason: string | null;
}

/** A study as the log has it so far. */
export interface PastState {
  studyUid: string;
  band: Band;
  orderClass: OrderClass;
  site: string;
  modality: string;
  readyAt: Date;
  /** Null where the log did not hold it yet. */
  rankAt: Date | null;
  dueAt: Date | null;
  reasons: readonly string[];
  why: readonly string[];
  rules: string | null;
  placedAt: Date;
  /** As it was when it was placed. */
  overdue: boolean;
  claim: { readerId: string | null; since: Date; handedOver: boolean } | null;
  hold: { kind: HoldKind; until: Date } | null;
  skips: readonly PastSkip[];
}

/** A study on the list of a moment; what its time changes is as of then. */
export type ListedThen = PastState;

/** The worklist from its log: entries are applied in the order in which they were written. */
export class ListReplay {
  private readonly studies = new Map<string, PastState>();
  /** Few of them: what was read stays known, since a mark can be taken back. */
  private readonly unread = new Set<string>();

  apply(entry: LogEntry): void {
    const { studyUid, kind } = entry;
    const before = this.studies.get(studyUid);
    const after =
      kind === 'readyToRead' || kind === 'priorityChanged'
        ? placed(kind === 'readyToRead' ? undefined : before, entry)
        : before && (CHANGES[kind]?.(before, entry) ?? before);
    const unread = unreadAfter(before && this.unread.has(studyUid), entry);
    if (unread === undefined || !after) this.studies.delete(studyUid);
    else this.studies.set(studyUid, after);
    if (unread) this.unread.add(studyUid);
    else this.unread.delete(studyUid);
  }

  /** Unread studies in no order, as the product shows them at a moment that is not before the last entry. */
  *shownAt(now: Date): Generator<ListedThen> {
    for (const studyUid of this.unread) yield shownAt(this.studies.get(studyUid) as PastState, now);
  }

  /** One of them; undefined where it is not to be read, or not known. */
  studyAt(studyUid: string, now: Date): ListedThen | undefined {
    const study = this.studies.get(studyUid);
    return study && this.unread.has(studyUid) ? shownAt(study, now) : undefined;
  }

  /** All of them in reading order. */
  at(now: Date): ListedThen[] {
    return [...this.shownAt(now)].sort(inReadingOrder);
  }
}

export function inReadingOrder(one: ListedThen, other: ListedThen): number {
  return one.band - other.band || rankMs(one) - rankMs(other) || (one.studyUid < other.studyUid ? -1 : 1);
}

/** Within the band; by age where the log does not say. */
function rankMs({ rankAt, readyAt }: PastState): number {
  return (rankAt ?? readyAt).getTime();
}

function placed(
  before: PastState | undefined,
  { studyUid, detail, recordedAt, happenedAt, kind }: LogEntry,
): PastState {
  const { to = 3, orderClass = 'routine', site = '', modality = 'OT', reasons = [] } = detail;
  return {
    claim: null,
    hold: null,
    skips: [],
    readyAt: kind === 'readyToRead' ? happenedAt : recordedAt,
    ...before,
    studyUid,
    band: to,
    orderClass,
    site,
    modality,
    rankAt: instant(detail.rankAt),
    dueAt: instant(detail.dueAt),
    reasons,
    overdue: reasons.includes('overdue'),
    why: detail.why ?? [],
    rules: detail.rules ?? null,
    placedAt: recordedAt,
  };
}

type Change = (study: PastState, entry: LogEntry) => PastState;

const claimed: Change = (study, entry) => (entry.takesBack ? study : { ...study, claim: claimOf(entry) });
const free: Change = (study) => ({ ...study, claim: null });

const CHANGES: Partial<Record<ClinicalEventKind, Change>> = {
  claimed,
  reassigned: claimed,
  released: free,
  stolen: free,
  skipped: (study, entry) => ({
    ...study,
    skips: entry.takesBack ? withoutLast(study.skips, entry) : [...study.skips, skipOf(entry)],
  }),
  holdPlaced: (study, { detail }) => ({
    ...study,
    hold: { kind: detail.reason as HoldKind, until: new Date(detail.until ?? NaN) },
  }),
  holdEnded: (study) => ({ ...study, hold: null }),
  markedRead: (study, { takesBack }) => (takesBack ? study : { ...study, claim: null }),
};

function claimOf({ kind, readerId, recordedAt: since, detail }: LogEntry): PastState['claim'] {
  if (kind === 'claimed') return { readerId, since, handedOver: false };
  return { readerId: detail.reader ?? null, since, handedOver: true };
}

function skipOf({ readerId, recordedAt: at, detail }: LogEntry): PastSkip {
  return { readerId, at, reason: detail.reason ?? null };
}

function withoutLast(skips: readonly PastSkip[], { readerId }: LogEntry): PastSkip[] {
  const last = skips.findLastIndex((skip) => skip.readerId === readerId);
  return skips.filter((_, index) => index !== last);
}

/** What is due is overdue, and in band 1 at least, when anybody looks: the list raises it before it answers. Holds end by themselves. */
function shownAt(study: PastState, now: Date): ListedThen {
  const { dueAt, band, reasons, hold } = study;
  const overdue = dueAt === null ? study.overdue : dueAt <= now;
  const holds = hold === null || now < hold.until;
  // Of most of a list nothing changes with the time, and it may be long.
  if (overdue === study.overdue && holds) return study;
  const raised = overdue && !reasons.includes('overdue');
  return {
    ...study,
    overdue,
    band: raised && band > 1 ? 1 : band,
    reasons: raised ? [...reasons, 'overdue'] : reasons,
    hold: holds ? hold : null,
  };
}

function instant(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}
