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
  /** The items in reading order. */
  rows: readonly WorklistItem[];
  /** Rows that a push told of and that sort behind the loaded part. */
  behind: ReadonlyMap<string, WorklistItem>;
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

/** Before the first page is here; what is pushed meanwhile is not lost. */
export const nothingYet: ListState = {
  items: new Map(),
  rows: [],
  behind: new Map(),
  gone: new Map(),
  touched: new Map(),
  next: null,
  boundary: null,
  pages: 0,
  counts: { unread: 0, stat: 0, overdue: 0, total: 0 },
  serverTime: '',
};

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

function rowOf(state: ListState, uid: string): WorklistItem | undefined {
  return state.items.get(uid) ?? state.behind.get(uid);
}

function isNewer(state: ListState, item: WorklistItem): boolean {
  const gone = state.gone.get(item.studyInstanceUid);
  if (gone !== undefined && gone >= item.version) return false;
  const known = rowOf(state, item.studyInstanceUid);
  return !known || known.version <= item.version;
}

/** What is loaded, and what is behind it. */
function parted(
  known: ReadonlyMap<string, WorklistItem>,
  boundary: WorklistItem | null,
): Pick<ListState, 'items' | 'rows' | 'behind'> {
  const all = [...known.values()].sort(compareReadingOrder);
  const end = boundary === null ? all.length : all.findLastIndex((item) => isLoaded(item, boundary)) + 1;
  const rows = all.slice(0, end);
  return { items: byUid(rows), rows, behind: byUid(all.slice(end)) };
}

function byUid(items: readonly WorklistItem[]): Map<string, WorklistItem> {
  return new Map(items.map((item) => [item.studyInstanceUid, item]));
}

function lowestOf([first, ...pages]: readonly WorklistPage[]): string {
  return pages.reduce(
    (lowest, { sequence }) => (compareSequence(sequence, lowest) < 0 ? sequence : lowest),
    first?.sequence ?? '0',
  );
}

/**
 * Of a list that is all loaded, its rows are counted: the server counts at another moment than it reads the rows, and pushes
 * may have brought newer ones. Of the others the server's counts stand, until the next fetch.
 */
function countsOf(
  counts: ListState['counts'],
  { rows }: Pick<ListState, 'rows'>,
  whole: boolean,
): ListState['counts'] {
  if (!whole) return counts;
  const others = counts.total - counts.unread;
  return {
    unread: rows.length,
    stat: rows.filter(isStat).length,
    overdue: rows.filter(({ overdue }) => overdue).length,
    total: rows.length + others,
  };
}

function isStat({ orderClass }: WorklistItem): boolean {
  return orderClass === 'stat';
}

/** Replaces the list by freshly fetched pages; keeps what a push brought after they were read. */
export function fromPages(previous: ListState | null, pages: readonly WorklistPage[]): ListState {
  const last = pages.at(-1);
  if (!last) throw new Error('a list has at least one page');
  const before = previous ?? nothingYet;
  const lowest = lowestOf(pages);
  const rows = new Map<string, WorklistItem>();
  for (const item of pages.flatMap((page) => page.items)) {
    const row = isNewer(before, item) ? item : rowOf(before, item.studyInstanceUid);
    if (row) rows.set(row.studyInstanceUid, row);
  }
  const touched = new Map<string, string>();
  const gone = new Map<string, number>();
  for (const [uid, sequence] of before.touched) {
    if (compareSequence(sequence, lowest) <= 0) continue;
    touched.set(uid, sequence);
    const known = rowOf(before, uid);
    if (known && !rows.has(uid)) rows.set(uid, known);
    const version = before.gone.get(uid);
    if (version !== undefined) gone.set(uid, version);
  }
  const boundary = last.next === null ? null : (last.items.at(-1) ?? null);
  const parts = parted(rows, boundary);
  return {
    ...parts,
    gone,
    touched,
    next: last.next,
    boundary,
    pages: pages.length,
    counts: countsOf(last.counts, parts, boundary === null),
    serverTime: last.serverTime,
  };
}

/** Adds the next page behind what is loaded, and what pushes told of it since it was read. */
export function appendPage(state: ListState, page: WorklistPage): ListState {
  const rows = new Map([...state.items, ...state.behind]);
  for (const item of page.items) if (isNewer(state, item)) rows.set(item.studyInstanceUid, item);
  const boundary = page.next === null ? null : (page.items.at(-1) ?? state.boundary);
  const parts = parted(rows, boundary);
  return {
    ...state,
    ...parts,
    next: page.next,
    boundary,
    pages: state.pages + 1,
    counts: countsOf(page.counts, parts, boundary === null),
    serverTime: page.serverTime,
  };
}

function isLoaded(item: WorklistItem, boundary: WorklistItem | null): boolean {
  return boundary === null || compareReadingOrder(item, boundary) <= 0;
}

/** A copy that the changes of one message are put into: a list of 20,000 is copied once a message, not once a change. */
interface Draft extends ListState {
  items: Map<string, WorklistItem>;
  rows: WorklistItem[];
  behind: Map<string, WorklistItem>;
  gone: Map<string, number>;
  touched: Map<string, string>;
}

function draftOf(state: ListState): Draft {
  return {
    ...state,
    items: new Map(state.items),
    rows: [...state.rows],
    behind: new Map(state.behind),
    gone: new Map(state.gone),
    touched: new Map(state.touched),
  };
}

function put<T>(map: Map<string, T>, key: string, value: T | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}

/** Where the item stands in the order, or would. */
function placeOf(rows: readonly WorklistItem[], item: WorklistItem): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = rows[middle];
    if (there && compareReadingOrder(there, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Takes one row out of the order, and puts one in. */
function replaceRow(
  rows: WorklistItem[],
  before: WorklistItem | undefined,
  after: WorklistItem | null,
): void {
  if (before && after && compareReadingOrder(before, after) === 0) {
    rows[placeOf(rows, before)] = after;
    return;
  }
  if (before) rows.splice(placeOf(rows, before), 1);
  if (after) rows.splice(placeOf(rows, after), 0, after);
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
    stat: Math.max(0, counts.stat + delta(isStat)),
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
  if ((rowOf(state, uid)?.version ?? 0) > version) return true;
  return (state.gone.get(uid) ?? -1) >= version && item !== null;
}

function applyOne(draft: Draft, change: Change, sequence: string | null, matches: Matches): void {
  const uid = change.studyInstanceUid;
  const known = draft.items.get(uid);
  const unread = change.item?.reading === 'unread' ? change.item : null;
  const item = unread && matches(unread) ? unread : null;
  if (sequence !== null) draft.touched.set(uid, sequence);
  const loaded = item !== null && isLoaded(item, draft.boundary);
  replaceRow(draft.rows, known, loaded ? item : null);
  put(draft.items, uid, loaded ? item : null);
  put(draft.behind, uid, loaded ? null : item);
  put(draft.gone, uid, item ? null : change.version);
  if (known === undefined && item === null) return;
  // A study behind the loaded part may have been counted already: only what is known is counted.
  const counts =
    known || item === null || draft.boundary === null ? recount(draft.counts, known, item) : draft.counts;
  draft.counts = withTotal(counts, known && !unread ? 1 : 0);
}

/** Applies push messages: in commit order, each row only if it is not older than the one known. */
export function applyAll(
  state: ListState,
  messages: readonly WorklistChanged[],
  matches: Matches = everything,
): ListState {
  let draft: Draft | undefined;
  for (const { changes, sequence, serverTime } of messages)
    for (const change of changes) {
      if (isOld(draft ?? state, change)) continue;
      draft ??= draftOf(state);
      draft.serverTime = serverTime;
      applyOne(draft, change, sequence, matches);
    }
  return draft ?? state;
}

export function applyChanged(state: ListState, message: WorklistChanged, matches?: Matches): ListState {
  return applyAll(state, [message], matches);
}

/** Applies the answer to a change that this page asked for. */
export function applyItem(state: ListState, item: WorklistItem, matches: Matches = everything): ListState {
  const change = { studyInstanceUid: item.studyInstanceUid, version: item.version, item };
  if (isOld(state, change)) return state;
  const draft = draftOf(state);
  applyOne(draft, change, null, matches);
  return draft;
}
