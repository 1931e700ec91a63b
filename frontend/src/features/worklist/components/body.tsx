'use client';
import type { WorklistItem } from '@firstread/contract';
import type { ReactNode } from 'react';
import { useSystemStatus } from '@/components/layout/use-system-status';
import { ErrorState } from '@/components/ui/error-state';
import { t } from '@/lib/i18n';
import type { useWorklist } from '../hooks/use-worklist';
import { WorklistEmpty, WorklistNoMatch, WorklistSkeleton, WorklistViewEmpty } from './states';

interface BodyProps {
  list: ReturnType<typeof useWorklist>;
  rowHeight: number;
  shown: readonly { item: WorklistItem }[];
  loaded: readonly { item: WorklistItem }[];
  /** The list is of some of the unread studies only. */
  filtered: boolean;
  onClearFilter: () => void;
  /** The grid, where there are rows. */
  children: ReactNode;
}

/** What stands in the place of the list: its skeleton, an error, why it is empty, or the grid. */
export function WorklistBody({
  list,
  rowHeight,
  shown,
  loaded,
  filtered,
  onClearFilter,
  children,
}: BodyProps) {
  const arriving = useSystemStatus().status?.receiving ?? 0;
  const { query, state } = list;
  if (query.isPending) return <WorklistSkeleton rowHeight={rowHeight} />;
  if (!state) {
    if (!query.isError) return null;
    return (
      <div className="flex-1">
        <ErrorState
          title={t('worklist.error.title')}
          error={query.error}
          onRetry={() => void query.refetch()}
          testId="worklist-error"
        />
      </div>
    );
  }
  if (shown.length > 0) return children;
  return (
    <div className="flex-1">
      {loaded.length > 0 ? (
        <WorklistNoMatch onClear={onClearFilter} />
      ) : filtered ? (
        <WorklistViewEmpty total={state.counts.total} />
      ) : (
        <WorklistEmpty arriving={arriving} />
      )}
    </div>
  );
}
