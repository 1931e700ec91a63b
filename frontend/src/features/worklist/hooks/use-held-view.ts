'use client';
import type { WorklistItem } from '@firstread/contract';
import { useCallback, useState } from 'react';
import { advance, type View } from '../model/hold';
import type { Order } from '../model/sort';

/** A list as it is to be shown. Another key is another list, which the reader has asked for: nothing holds it. */
export interface OrderedList {
  key: string;
  items: readonly WorklistItem[];
  order: Order;
}

interface Snapshot {
  list: OrderedList;
  held: boolean;
  view: View;
  /** When rows last changed place by themselves; clicks right after are not trusted. */
  movedAt: number;
}

/** True if a row that was on the screen is no longer at its place. */
function hasMoved(before: View, after: View): boolean {
  return before.rows.some(
    (row, index) => row.item.studyInstanceUid !== after.rows[index]?.item.studyInstanceUid,
  );
}

function step(snapshot: Snapshot, list: OrderedList, held: boolean): Snapshot {
  const same = snapshot.list.key === list.key;
  const view = advance(same ? snapshot.view : null, list.items, held, list.order);
  return { list, held, view, movedAt: hasMoved(snapshot.view, view) ? Date.now() : snapshot.movedAt };
}

/** The rows to show, and the strip of what is held back. */
export function useHeldView(list: OrderedList, held: boolean) {
  const [snapshot, setSnapshot] = useState<Snapshot>(() => ({
    list,
    held,
    view: advance(null, list.items, false),
    movedAt: 0,
  }));
  let current = snapshot;
  if (snapshot.list !== list || snapshot.held !== held) {
    current = step(snapshot, list, held);
    setSnapshot(current);
  }
  const apply = useCallback(
    () => setSnapshot((before) => ({ ...before, view: advance(null, before.list.items, false) })),
    [],
  );
  return { view: current.view, movedAt: current.movedAt, apply };
}
