import {
  compareReadingOrder,
  type WorklistChanged,
  type WorklistItem,
  type WorklistPage,
} from '@firstread/contract';

/**
 * The unread list as this page knows it: the pages fetched so far, and the pushed changes on top.
 * Pure. A row's version decides between two tellings of it; the sequence of the change stream decides
 * whether a page that lacks a row is older than the push that brought it.
 */
export interface ListState {
  items: ReadonlyMap<string, WorklistItem>;
  /** Versions at which studies left the list. */
  gone: ReadonlyMap<string, number>;
  /** Sequence of the last push that touched a study. */
  touched: ReadonlyMap<string, string>;
  next: string | null;
  /** Last row of the last page fetched; what sorts behind it is not loaded yet. Null when all is loaded. */
  boundary: WorklistItem | null;
  pages: number;
  counts: WorklistPage['counts'];
  serverTime: string;
}

/**
 * Sequences are numbers behind each other with points between, each of which may exceed what a double holds; the first
 * that differs decides.
 */
export function compareSequence(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (const [place, part] of left.entries()) {
    const other = right[place] ?? 0n;
    if (part !== other) return part < other ? -1 : 1;
  }
  return left.length < right.length ? -1 : 0;
}

function partsOf(sequence: string): bigint[] {
  return sequence.split('.').map(BigInt);
}

function isNewer(state: ListState | null, item: WorklistItem): boolean {
  if (!state) return true;
  const gone = state.gone.get(item.studyInstanceUid);
  if (gone !== undefined && gone >= item.version) return false;
  const known = state.items.get(item.studyInstanceUid);
  return !known || known.version <= item.version;
}

interface Merge {
  items: Map<string, WorklistItem>;
  lowest: string;
}

function mergePages(previous: ListState | null, pages: readonly WorklistPage[]): Merge {
  const items = new Map<string, WorklistItem>();
  let lowest = pages[0]?.sequence ?? '0';
  for (const page of pages) {
    if (compareSequence(page.sequence, lowest) < 0) lowest = page.sequence;
    for (const item of page.items) {
      const uid = item.studyInstanceUid;
      if (isNewer(previous, item)) items.set(uid, item);
      else {
        const known = previous?.items.get(uid);
        if (known) items.set(uid, known);
      }
    }
  }
  return { items, lowest };
}

/** Replaces the list by freshly fetched pages; keeps what a push brought after they were read. */
export function fromPages(previous: ListState | null, pages: readonly WorklistPage[]): ListState {
  const last = pages.at(-1);
  if (!last) throw new Error('a list has at least one page');
  const { items, lowest } = mergePages(previous, pages);
  const boundary = last.next === null ? null : (last.items.at(-1) ?? null);
  const touched = new Map<string, string>();
  const gone = new Map<string, number>();
  for (const [uid, sequence] of previous?.touched ?? []) {
    if (compareSequence(sequence, lowest) <= 0) continue;
    touched.set(uid, sequence);
    const known = previous?.items.get(uid);
    if (known && !items.has(uid) && isLoaded(known, boundary)) items.set(uid, known);
    const version = previous?.gone.get(uid);
    if (version !== undefined) gone.set(uid, version);
  }
  return {
    items,
    gone,
    touched,
    next: last.next,
    boundary,
    pages: pages.length,
    counts: last.counts,
    serverTime: last.serverTime,
  };
}

/** Adds the next page behind what is loaded. */
export function appendPage(state: ListState, page: WorklistPage): ListState {
  const items = new Map(state.items);
  for (const item of page.items) if (isNewer(state, item)) items.set(item.studyInstanceUid, item);
  return {
    ...state,
    items,
    next: page.next,
    boundary: page.next === null ? null : (page.items.at(-1) ?? state.boundary),
    pages: state.pages + 1,
    counts: page.counts,
    serverTime: page.serverTime,
  };
}

function isLoaded(item: WorklistItem, boundary: WorklistItem | null): boolean {
  return boundary === null || compareReadingOrder(item, boundary) <= 0;
}

/** A copy that the changes of one message are put into: a list of 20,000 is copied once a message, not once a change. */
interface Draft extends ListState {
  items: Map<string, WorklistItem>;
  gone: Map<string, number>;
  touched: Map<string, string>;
}

function draftOf(state: ListState): Draft {
  return {
    ...state,
    items: new Map(state.items),
    gone: new Map(state.gone),
    touched: new Map(state.touched),
  };
}

function recount(
  counts: ListState['counts'],
  before: WorklistItem | undefined,
  after: WorklistItem | null,
): ListState['counts'] {
  const delta = (test: (item: WorklistItem) => boolean): number =>
    (after && test(after) ? 1 : 0) - (before && test(before) ? 1 : 0);
  return {
    unread: Math.max(0, counts.unread + delta(() => true)),
    stat: Math.max(0, counts.stat + delta((item) => item.orderClass === 'stat')),
    overdue: Math.max(0, counts.overdue + delta((item) => item.overdue)),
    total: counts.total,
  };
}

/** The unread studies behind the filter are as many as the last page said, less those seen to be read. */
function withTotal(counts: ListState['counts'], read: number): ListState['counts'] {
  return { ...counts, total: Math.max(counts.unread, counts.total - read) };
}

interface Change {
  studyInstanceUid: string;
  version: number;
  item: WorklistItem | null;
}

/** Whether the list shows a study; what it does not show leaves it. */
export type Matches = (item: WorklistItem) => boolean;
const everything: Matches = () => true;

/** Whether the list knows something newer of the study. */
function isOld(state: ListState, { studyInstanceUid: uid, version, item }: Change): boolean {
  const known = state.items.get(uid);
  if (known && known.version > version) return true;
  return (state.gone.get(uid) ?? -1) >= version && item !== null;
}

function applyOne(draft: Draft, change: Change, sequence: string | null, matches: Matches): void {
  const uid = change.studyInstanceUid;
  const known = draft.items.get(uid);
  const unread = change.item?.reading === 'unread' ? change.item : null;
  const item = unread && matches(unread) ? unread : null;
  if (sequence !== null) draft.touched.set(uid, sequence);
  if (item && isLoaded(item, draft.boundary)) {
    draft.items.set(uid, item);
    draft.gone.delete(uid);
  } else {
    draft.items.delete(uid);
    if (!item) draft.gone.set(uid, change.version);
  }
  if (known === undefined && item === null) return;
  // A study behind the loaded part may have been counted already: only what is known is counted.
  const counts =
    known || item === null || draft.boundary === null ? recount(draft.counts, known, item) : draft.counts;
  draft.counts = withTotal(counts, known && !unread ? 1 : 0);
}

/** Applies a push message: in commit order, each row only if it is not older than the one known. */
export function applyChanged(
  state: ListState,
  message: WorklistChanged,
  matches: Matches = everything,
): ListState {
  let draft: Draft | undefined;
  for (const change of message.changes) {
    if (isOld(draft ?? state, change)) continue;
    draft ??= draftOf({ ...state, serverTime: message.serverTime });
    applyOne(draft, change, message.sequence, matches);
  }
  return draft ?? state;
}

/** Applies the answer to a change that this page asked for. */
export function applyItem(state: ListState, item: WorklistItem, matches: Matches = everything): ListState {
  const change = { studyInstanceUid: item.studyInstanceUid, version: item.version, item };
  if (isOld(state, change)) return state;
  const draft = draftOf(state);
  applyOne(draft, change, null, matches);
  return draft;
}

/** The rows in reading order. */
export function inReadingOrder(state: ListState): WorklistItem[] {
  return [...state.items.values()].sort(compareReadingOrder);
}
