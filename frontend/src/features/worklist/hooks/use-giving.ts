'use client';
import type { WorklistItem } from '@firstread/contract';
import { useState } from 'react';
import { useAssignment } from '@/components/assignment/use-assignment';
import { useHolds } from '@/components/assignment/use-holds';
import type { DisplayRow } from '../model/hold';
import { rememberOpened } from './use-selection';

interface Target {
  kind: 'skip' | 'handOver' | 'hold';
  item: WorklistItem;
}

/** Next, skip, hold and hand over from the list; a dialog keeps its study, whatever the list does meanwhile. */
export function useGiving(active: DisplayRow | null, takeItem: (item: WorklistItem) => void) {
  const assignment = useAssignment(takeItem, rememberOpened);
  const holds = useHolds(takeItem);
  const [target, setTarget] = useState<Target | null>(null);
  const start = (kind: Target['kind']): void => {
    if (!assignment.may || !active || active.gone) return;
    if (kind === 'hold' && active.item.hold) holds.end(active.item);
    else setTarget({ kind, item: active.item });
  };
  return { assignment, holds, target, start, end: () => setTarget(null) };
}
