'use client';
import type { ReactNode } from 'react';
import type { Peer } from '@firstread/contract';
import { ErrorState } from '@/components/ui/error-state';
import { t } from '@/lib/i18n';
import { usePeers } from '@/lib/query/use-peers';
import { TableSkeleton } from './data-table';

/** What needs the list of peers, once it is there. */
export function WithPeers({ children }: { children: (peers: readonly Peer[]) => ReactNode }) {
  const query = usePeers();
  if (query.data) return children(query.data.peers);
  if (!query.isError) return <TableSkeleton label={t('common.loading')} />;
  return (
    <ErrorState title={t('error.load.title')} error={query.error} onRetry={() => void query.refetch()} />
  );
}
