'use client';
import type { WorklistItem } from '@firstread/contract';
import { useMemo, useState } from 'react';
import type { Strip } from '../model/hold';
import { promotedSince } from '../model/promotions';

/**
 * The strip of a list. While the list is sorted by the reader it says what the reading order has promoted since they
 * began, or since they said that they have seen it.
 */
export function usePromotions(
  items: readonly WorklistItem[],
  departs: boolean,
  listKey: string,
  held: Strip,
) {
  const [seen, setSeen] = useState<{ listKey: string; items: readonly WorklistItem[] } | null>(null);
  if (departs && items.length > 0 && seen?.listKey !== listKey) setSeen({ listKey, items });
  if (!departs && seen) setSeen(null);
  const strip = useMemo<Strip>(() => {
    if (!departs) return held;
    const { movedUp, added } = promotedSince(seen?.items ?? items, items);
    const shown = new Set(added.map((item) => item.studyInstanceUid));
    const waiting = held.added.filter((item) => !shown.has(item.studyInstanceUid));
    return { added: [...added, ...waiting], movedUp, movedDown: [], gone: held.gone };
  }, [departs, held, seen, items]);
  return { strip, seenAll: () => departs && setSeen({ listKey, items }) };
}
