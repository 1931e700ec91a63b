'use client';
import type { ApplyAfter, WorklistItem } from '@firstread/contract';
import { useMemo, useState } from 'react';
import { useMenuOpen } from '@/lib/list/open-menus';
import { useIdle } from '@/lib/list/use-idle';
import { matcher } from '../model/filter';
import { isHeld, type HoldReason } from '../model/hold';
import type { Order } from '../model/sort';
import { useHeldView, type OrderedList } from './use-held-view';
import { usePromotions } from './use-promotions';
import { useSelection } from './use-selection';

export interface ListToHold {
  /** In reading order. */
  items: readonly WorklistItem[];
  order: Order;
  /** Another key is another list: what held the one before does not hold it. */
  listKey: string;
  /** Whether its order is not the reading order. */
  departs: boolean;
  /** What the reader typed. */
  search: string;
}

/** The rows as shown: in the server's order or the reader's, held still while the reader is in the list. */
export function useHeldRows(
  { items, order, listKey, departs, search }: ListToHold,
  open: { peek: boolean; dialog: boolean },
  /** Seconds; null: the held order never applies itself. */
  applyAfter: ApplyAfter | null,
) {
  const [pointer, setPointer] = useState(false);
  const [inList, setInList] = useState({ focus: false, selection: false });
  const menu = useMenuOpen();
  const idle = useIdle(applyAfter === null ? null : applyAfter * 1000);
  const reasons = reasonsOf({ pointer, ...inList, ...open, menu });
  const held = isHeld(reasons, idle);
  // Said where nothing but a resting pointer or focus holds the order.
  const applies = held && applyAfter !== null && !isHeld(reasons, true) ? applyAfter : null;
  const list = useMemo<OrderedList>(
    () => ({ key: listKey, items: departs ? [...items].sort(order) : items, order }),
    [listKey, items, order, departs],
  );
  const { view, movedAt, apply } = useHeldView(list, held);
  const { strip, seenAll } = usePromotions(items, departs, listKey, view.strip);
  const rows = useMemo(() => {
    const matches = matcher(search);
    return view.rows.filter((row) => matches(row.item));
  }, [view, search]);
  const selection = useSelection(rows);
  const focus = selection.focusUid !== null;
  const selected = selection.selectedUid !== null && selection.active !== null;
  if (inList.focus !== focus || inList.selection !== selected) setInList({ focus, selection: selected });
  const applyAll = (): void => {
    apply();
    seenAll();
  };
  return { view, strip, applies, movedAt, apply: applyAll, rows, held, selection, setPointer };
}

function reasonsOf(holding: Record<HoldReason, boolean>): HoldReason[] {
  return (Object.keys(holding) as HoldReason[]).filter((reason) => holding[reason]);
}
