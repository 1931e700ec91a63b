import { compareReadingOrder, type WorklistItem } from '@firstread/contract';
import type { Order } from './sort';

/**
 * Rows never move under a reader. While there is a reason to hold, the order on the screen is frozen: cells
 * change in place, studies that left stay greyed, and what would move or appear is listed in the strip. When
 * the hold ends (or the reader says so) the order of the server is taken over at once. Pure.
 */
export type HoldReason = 'pointer' | 'focus' | 'selection' | 'peek' | 'menu' | 'dialog';

/** A resting pointer or focus does not hold for ever; what the reader is doing does. */
const endsWhenIdle: ReadonlySet<HoldReason> = new Set<HoldReason>(['pointer', 'focus']);

export function isHeld(reasons: Iterable<HoldReason>, idle: boolean): boolean {
  for (const reason of reasons) if (!idle || !endsWhenIdle.has(reason)) return true;
  return false;
}

export interface DisplayRow {
  item: WorklistItem;
  /** Left the unread list while the order was held. */
  gone: boolean;
  /** Would move when the order is applied. */
  move: 'up' | 'down' | null;
}

export interface Strip {
  added: readonly WorklistItem[];
  movedUp: readonly WorklistItem[];
  movedDown: readonly WorklistItem[];
  gone: readonly WorklistItem[];
}

export interface View {
  rows: readonly DisplayRow[];
  strip: Strip;
  /** The rows as they were when each took its place on the screen; they decide what counts as a move. */
  frozen: readonly WorklistItem[];
}

export const emptyStrip: Strip = { added: [], movedUp: [], movedDown: [], gone: [] };

/** The view that follows the server's order. */
export function follow(incoming: readonly WorklistItem[], previous: View | null = null): View {
  const known = knownRows(previous?.rows ?? []);
  return {
    rows: incoming.map((item, index) => {
      const row = known(item.studyInstanceUid, index);
      return row ? updated(row, item, null) : newRow(item);
    }),
    strip: emptyStrip,
    frozen: incoming,
  };
}

/** The row of a study, most often at the place where it stood or beside it. */
function knownRows(rows: readonly DisplayRow[]): (uid: string, near: number) => DisplayRow | undefined {
  let all: Map<string, DisplayRow> | undefined;
  let shift = 0;
  return (uid, near) => {
    for (const place of [near + shift, near + shift - 1, near + shift + 1]) {
      const row = rows[place];
      if (row?.item.studyInstanceUid !== uid) continue;
      shift = place - near;
      return row;
    }
    all ??= new Map(rows.map((row) => [row.item.studyInstanceUid, row]));
    return all.get(uid);
  };
}

/** Where what the server says now stands, by study and by place. */
interface Incoming {
  items: readonly WorklistItem[];
  places: ReadonlyMap<string, number>;
  /** Of each item, whether a row shows it. */
  shown: Uint8Array;
}

function incomingOf(items: readonly WorklistItem[]): Incoming {
  const places = new Map<string, number>();
  for (const [place, item] of items.entries()) places.set(item.studyInstanceUid, place);
  return { items, places, shown: new Uint8Array(items.length) };
}

/** The row with what is known now. One that has not changed stays the same object, which is not drawn again. */
function updated(row: DisplayRow, item: WorklistItem | undefined, move: DisplayRow['move']): DisplayRow {
  const gone = item === undefined;
  if (row.gone === gone && row.move === move && (gone || row.item === item)) return row;
  return { item: item ?? row.item, gone, move };
}

function newRow(item: WorklistItem): DisplayRow {
  return { item, gone: false, move: null };
}

/** The rows as they stood, each as it is now; marks what they show. */
function keptRows(rows: readonly DisplayRow[], { items, places, shown }: Incoming): DisplayRow[] {
  return rows.map((row) => {
    const place = places.get(row.item.studyInstanceUid);
    if (place !== undefined) shown[place] = 1;
    return updated(row, place === undefined ? undefined : items[place], row.move);
  });
}

/** The index that each item shown will have among those shown, once the order is applied; by place. */
function futureRanks({ shown }: Incoming): Int32Array {
  const ranks = new Int32Array(shown.length);
  let rank = 0;
  for (const [place, is] of shown.entries()) if (is) ranks[place] = rank++;
  return ranks;
}

function withMoves(
  rows: readonly DisplayRow[],
  frozen: readonly WorklistItem[],
  incoming: Incoming,
  order: Order,
): DisplayRow[] {
  const ranks = futureRanks(incoming);
  let rank = 0;
  return rows.map((row, index) => {
    if (row.gone) return updated(row, undefined, null);
    const here = rank++;
    const there = ranks[incoming.places.get(row.item.studyInstanceUid) ?? -1] ?? here;
    if (there === here) return updated(row, row.item, null);
    const before = frozen[index];
    // A row that others pass has not moved itself: only one whose own place in the order changed is named.
    const own = before ? order(row.item, before) : 0;
    const move = own < 0 && there < here ? 'up' : own > 0 && there > here ? 'down' : null;
    return updated(row, row.item, move);
  });
}

/** Later pages, and new studies that belong behind every row shown, are put at the end: that moves nothing. */
function appendable(
  rows: readonly DisplayRow[],
  unseen: readonly WorklistItem[],
  order: Order,
): readonly WorklistItem[] {
  if (unseen.length === 0) return unseen;
  let last: WorklistItem | null = null;
  for (const row of rows) if (!last || order(row.item, last) > 0) last = row.item;
  const end = last;
  return end === null ? unseen : unseen.filter((item) => order(item, end) > 0);
}

function hold(previous: View, items: readonly WorklistItem[], order: Order): View {
  const incoming = incomingOf(items);
  const kept = keptRows(previous.rows, incoming);
  const unseen = items.filter((_, place) => !incoming.shown[place]);
  const behind = appendable(kept, unseen, order);
  for (const item of behind) incoming.shown[incoming.places.get(item.studyInstanceUid) ?? -1] = 1;
  const frozen = behind.length > 0 ? [...previous.frozen, ...behind] : previous.frozen;
  const rows = withMoves([...kept, ...behind.map(newRow)], frozen, incoming, order);
  return {
    rows,
    frozen,
    strip: {
      added: items.filter((_, place) => !incoming.shown[place]),
      movedUp: rows
        .filter((row) => row.move === 'up')
        .map((row) => row.item)
        .sort(order),
      movedDown: rows.filter((row) => row.move === 'down').map((row) => row.item),
      gone: rows.filter((row) => row.gone).map((row) => row.item),
    },
  };
}

/** The next view of a list in an order. The first list, and a list that was empty, have nothing to hold. */
export function advance(
  previous: View | null,
  incoming: readonly WorklistItem[],
  held: boolean,
  order: Order = compareReadingOrder,
): View {
  if (!held || !previous || previous.rows.length === 0) return follow(incoming, previous);
  return hold(previous, incoming, order);
}

export function hasChanges(strip: Strip): boolean {
  return strip.added.length + strip.movedUp.length + strip.movedDown.length + strip.gone.length > 0;
}
