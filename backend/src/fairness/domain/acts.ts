import type { ClaimWay, ClinicalEventKind, ReaderActKind } from '@firstread/contract';
import type { LogEntry } from './list-replay.js';

/** Something that a reader did, or that came to them. */
export interface Act {
  kind: Exclude<ReaderActKind, 'read' | 'chosen'> | 'expired' | 'stolen';
  readerId: string;
  studyUid: string;
  at: Date;
  /** Of what came to the reader; null where the log did not say yet. */
  way: Exclude<ClaimWay, 'returned'> | 'handedOver' | null;
  /** Of a skip. */
  reason: string | null;
}

/** Releases that are not acts of their own: they come with a skip, a hold or a preliminary report. */
const GIVE_BACK: readonly ClinicalEventKind[] = ['skipped', 'holdPlaced', 'preliminary'];

/** Kinds of entries that acts follow from. */
export const ACT_KINDS: readonly ClinicalEventKind[] = [
  'claimed',
  'reassigned',
  'released',
  'stolen',
  ...GIVE_BACK,
];

/** Kinds of entries that say of an act that somebody did it, or that it came to them. */
export const ENTRIES_OF_ACT = {
  assigned: ['claimed', 'reassigned'],
  skipped: ['skipped'],
  released: ['released'],
} as const satisfies Partial<Record<Act['kind'], ClinicalEventKind[]>>;

/** Acts among entries, in the order of the log. What was taken back did not happen. */
export function actsOf(entries: readonly LogEntry[]): Act[] {
  const givenBack = new Set(
    entries.filter(({ kind }) => GIVE_BACK.includes(kind)).map(({ act, studyUid }) => `${act} ${studyUid}`),
  );
  const acts: Act[] = [];
  for (const entry of entries) {
    if (entry.takesBack) takeBack(acts, entry);
    else if (entry.kind !== 'released' || !givenBack.has(`${entry.act} ${entry.studyUid}`))
      acts.push(...actOf(entry));
  }
  return acts;
}

const ACTS: Partial<Record<ClinicalEventKind, (entry: LogEntry) => Partial<Act> | null>> = {
  claimed: ({ detail: { how } }) =>
    how === 'returned'
      ? null
      : { kind: 'assigned', way: how === undefined || how === 'expired' ? null : how },
  reassigned: ({ detail: { reader } }) =>
    reader === undefined ? null : { kind: 'assigned', way: 'handedOver', readerId: reader },
  skipped: ({ detail: { reason } }) => ({ kind: 'skipped', reason: reason ?? null }),
  released: ({ detail: { how } }) => ({ kind: how === 'expired' ? 'expired' : 'released' }),
  stolen: () => ({ kind: 'stolen' }),
};

function actOf(entry: LogEntry): Act[] {
  const { kind, readerId, studyUid, recordedAt: at } = entry;
  const act = ACTS[kind]?.(entry);
  if (!act?.kind || readerId === null) return [];
  return [{ readerId, studyUid, at, way: null, reason: null, ...act, kind: act.kind }];
}

function takeBack(acts: Act[], { kind, studyUid, readerId }: LogEntry): void {
  const last = acts.findLastIndex(
    (act) =>
      act.studyUid === studyUid &&
      (kind === 'reassigned' ? act.way === 'handedOver' : act.kind === kind && act.readerId === readerId),
  );
  if (last >= 0) acts.splice(last, 1);
}
