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
export function follow(incoming: readonly WorklistItem[]): View {
  return {
    rows: incoming.map((item) => ({ item, gone: false, move: null })),
    strip: emptyStrip,
    frozen: incoming,
  };
}

/** The index each row that is still on the list will have among those shown, once the order is applied. */
function futureRanks(shown: readonly DisplayRow[], incoming: readonly WorklistItem[]): Map<string, number> {
  const live = new Set(shown.filter((row) => !row.gone).map((row) => row.item.studyInstanceUid));
  const ranks = new Map<string, number>();
  for (const item of incoming)
    if (live.has(item.studyInstanceUid)) ranks.set(item.studyInstanceUid, ranks.size);
  return ranks;
}

function withMoves(
  rows: readonly DisplayRow[],
  frozen: readonly WorklistItem[],
  incoming: readonly WorklistItem[],
  order: Order,
): DisplayRow[] {
  const ranks = futureRanks(rows, incoming);
  let rank = 0;
  return rows.map((row, index) => {
    if (row.gone) return row;
    const here = rank++;
    const there = ranks.get(row.item.studyInstanceUid) ?? here;
    const before = frozen[index];
    // A row that others pass has not moved itself: only one whose own place in the order changed is named.
    const own = before ? order(row.item, before) : 0;
    if (own < 0 && there < here) return { ...row, move: 'up' as const };
    if (own > 0 && there > here) return { ...row, move: 'down' as const };
    return row;
  });
}

/** Later pages, and new studies that belong behind every row shown, are put at the end: that moves nothing. */
function appendable(
  rows: readonly DisplayRow[],
  unseen: readonly WorklistItem[],
  order: Order,
): readonly WorklistItem[] {
  let last: WorklistItem | null = null;
  for (const row of rows) if (!last || order(row.item, last) > 0) last = row.item;
  const end = last;
  return end === null ? unseen : unseen.filter((item) => order(item, end) > 0);
}

function hold(previous: View, incoming: readonly WorklistItem[], order: Order): View {
  const byUid = new Map(incoming.map((item) => [item.studyInstanceUid, item]));
  const kept = previous.rows.map<DisplayRow>((row) => {
    const item = byUid.get(row.item.studyInstanceUid);
    return { item: item ?? row.item, gone: item === undefined, move: null };
  });
  const shown = new Set(kept.map((row) => row.item.studyInstanceUid));
  const unseen = incoming.filter((item) => !shown.has(item.studyInstanceUid));
  const behind = appendable(kept, unseen, order);
  const behindUids = new Set(behind.map((item) => item.studyInstanceUid));
  const frozen = [...previous.frozen, ...behind];
  const rows = withMoves(
    [...kept, ...behind.map<DisplayRow>((item) => ({ item, gone: false, move: null }))],
    frozen,
    incoming,
    order,
  );
  return {
    rows,
    frozen,
    strip: {
      added: unseen.filter((item) => !behindUids.has(item.studyInstanceUid)),
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
  if (!held || !previous || previous.rows.length === 0) return follow(incoming);
  return hold(previous, incoming, order);
}

export function hasChanges(strip: Strip): boolean {
  return strip.added.length + strip.movedUp.length + strip.movedDown.length + strip.gone.length > 0;
}
