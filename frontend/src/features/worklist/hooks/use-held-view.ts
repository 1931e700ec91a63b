'use client';
import type { WorklistItem } from '@firstread/contract';
import { useCallback, useState } from 'react';
import { advance, type View } from '../model/hold';

interface Snapshot {
  items: readonly WorklistItem[];
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

function step(snapshot: Snapshot, items: readonly WorklistItem[], held: boolean): Snapshot {
  const view = advance(snapshot.view, items, held);
  return { items, held, view, movedAt: hasMoved(snapshot.view, view) ? Date.now() : snapshot.movedAt };
}

/** The rows to show, and the strip of what is held back. */
export function useHeldView(items: readonly WorklistItem[], held: boolean) {
  const [snapshot, setSnapshot] = useState<Snapshot>(() => ({
    items,
    held,
    view: advance(null, items, false),
    movedAt: 0,
  }));
  let current = snapshot;
  if (snapshot.items !== items || snapshot.held !== held) {
    current = step(snapshot, items, held);
    setSnapshot(current);
  }
  const apply = useCallback(
    () => setSnapshot((before) => ({ ...before, view: advance(before.view, before.items, false) })),
    [],
  );
  return { view: current.view, movedAt: current.movedAt, apply };
}
