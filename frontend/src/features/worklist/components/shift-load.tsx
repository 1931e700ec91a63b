'use client';
import type { WorklistItem } from '@firstread/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSession } from '@/lib/auth/session';
import { fetchOwnLoad, readersKey } from '@/lib/claims/assignment';
import { t } from '@/lib/i18n';

const POLL_MS = 30_000;

/** What the reader has read and holds in this shift. Asked again whenever they hold more or fewer of the studies. */
export function ShiftLoad({ items }: { items: readonly WorklistItem[] }) {
  const { id, role } = useSession();
  const held = useMemo(() => items.filter(({ claim }) => claim?.holderId === id).length, [items, id]);
  const { data } = useQuery({
    queryKey: [...readersKey, 'own', held],
    queryFn: ({ signal }) => fetchOwnLoad(signal),
    enabled: role === 'radiologist',
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  });
  if (!data) return null;
  const { shiftRvu: rvu, shiftCapRvu: cap } = data;
  return (
    <span data-testid="shift-load" title={t('readers.shift.detail')} className="tabular">
      {cap === null ? t('readers.shift', { rvu }) : t('readers.shiftOf', { rvu, cap })}
    </span>
  );
}
