'use client';
import type { OrderClass } from '@firstread/contract';
import { useState } from 'react';
import { useMay } from '@/lib/auth/session';
import type { DisplayRow } from '../model/hold';

/** The study whose priority is being set. The dialog keeps it, whatever the list does meanwhile. */
export function usePrioritising(rows: readonly DisplayRow[], active: DisplayRow | null) {
  const may = useMay('worklist.prioritise');
  const [target, setTarget] = useState<{ uid: string; initial: OrderClass } | null>(null);
  const start = (initial: OrderClass | null): void => {
    if (!may || !active || active.gone) return;
    const next = initial ?? (active.item.orderClass === 'stat' ? 'urgent' : 'stat');
    setTarget({ uid: active.item.studyInstanceUid, initial: next });
  };
  const item = target && (rows.find((row) => row.item.studyInstanceUid === target.uid)?.item ?? null);
  return { target, item, start, end: () => setTarget(null) };
}
