'use client';
import type { WorklistItem } from '@firstread/contract';
import { useMemo, useState } from 'react';
import { useIdle } from '@/lib/list/use-idle';
import { matcher } from '../model/filter';
import { isHeld, type HoldReason } from '../model/hold';
import { useHeldView } from './use-held-view';
import { useSelection } from './use-selection';

/** The rows as shown: in the server's order, held still while the reader is in the list. */
export function useHeldRows(
  items: readonly WorklistItem[],
  filter: string,
  open: { peek: boolean; dialog: boolean },
) {
  const [pointer, setPointer] = useState(false);
  const [inList, setInList] = useState({ focus: false, selection: false });
  const idle = useIdle();
  const held = isHeld(reasonsOf({ pointer, ...inList, ...open }), idle);
  const { view, movedAt, apply } = useHeldView(items, held);
  const rows = useMemo(() => {
    const matches = matcher(filter);
    return view.rows.filter((row) => matches(row.item));
  }, [view, filter]);
  const selection = useSelection(rows);
  const focus = selection.focusUid !== null;
  const selected = selection.selectedUid !== null;
  if (inList.focus !== focus || inList.selection !== selected) setInList({ focus, selection: selected });
  return { view, movedAt, apply, rows, held, selection, setPointer };
}

function reasonsOf(holding: Record<HoldReason, boolean>): HoldReason[] {
  return (Object.keys(holding) as HoldReason[]).filter((reason) => holding[reason]);
}
