import type { Band, ClaimWay, ClinicalEventKind, HoldKind, OrderClass } from '@firstread/contract';

/** Kinds of clinical events that say something of the list. */
export const LIST_KINDS = [
  'readyToRead',
  'priorityChanged',
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
  unread: boolean;
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
  claim: { readerId: string | null; since: Date; handedOver: boolean } | null;
  hold: { kind: HoldKind; until: Date } | null;
  skips: readonly PastSkip[];
}

/** A study on the list of a moment. */
export interface ListedThen extends PastState {
  overdue: boolean;
}

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
    const gone = kind === 'deleted' || !after;
    if (gone) this.studies.delete(studyUid);
    else this.studies.set(studyUid, after);
    if (gone || !after.unread) this.unread.delete(studyUid);
    else this.unread.add(studyUid);
  }

  /** Unread studies in reading order, as the product shows them at a moment that is not before the last entry. */
  at(now: Date): ListedThen[] {
    const listed: ListedThen[] = [];
    for (const studyUid of this.unread) listed.push(shownAt(this.studies.get(studyUid) as PastState, now));
    return listed.sort(
      (one, other) =>
        one.band - other.band || rankMs(one) - rankMs(other) || (one.studyUid < other.studyUid ? -1 : 1),
    );
  }
}

/** Within the band; by age where the log does not say. */
function rankMs({ rankAt, readyAt }: PastState): number {
  return (rankAt ?? readyAt).getTime();
}

function placed(
  before: PastState | undefined,
  { studyUid, detail, recordedAt, happenedAt, kind }: LogEntry,
): PastState {
  const { to = 3, orderClass = 'routine', site = '', modality = 'OT', reading } = detail;
  return {
    claim: null,
    hold: null,
    skips: [],
    readyAt: kind === 'readyToRead' ? happenedAt : recordedAt,
    ...before,
    studyUid,
    unread: reading === undefined ? (before?.unread ?? true) : reading === 'unread',
    band: to,
    orderClass,
    site,
    modality,
    rankAt: instant(detail.rankAt),
    dueAt: instant(detail.dueAt),
    reasons: detail.reasons ?? [],
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
  markedRead: (study, { takesBack }) =>
    takesBack ? { ...study, unread: true } : { ...study, unread: false, claim: null },
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
  const overdue = dueAt === null ? reasons.includes('overdue') : dueAt <= now;
  const raised = overdue && !reasons.includes('overdue');
  return {
    ...study,
    overdue,
    band: raised && band > 1 ? 1 : band,
    reasons: raised ? [...reasons, 'overdue'] : reasons,
    hold: hold && now < hold.until ? hold : null,
  };
}

function instant(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}
