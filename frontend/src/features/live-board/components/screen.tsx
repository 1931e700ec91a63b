'use client';
import type { LiveBoard } from '@firstread/contract';
import { CloudOff } from 'lucide-react';
import { ErrorState } from '@/components/ui/error-state';
import { Instant } from '@/components/ui/instant';
import { TableSkeleton } from '@/components/list/data-table';
import { useNow } from '@/lib/clock/use-now';
import { formatDuration } from '@/lib/format/duration';
import { t } from '@/lib/i18n';
import { useBoard } from '../hooks/use-board';
import { STALE_MS } from '../model/board';
import { Ai } from './ai';
import { Due } from './due';
import { Oldest } from './oldest';
import { NoImages, NoOrder } from './orphans';
import { Readers } from './readers';
import { Tiles } from './tiles';
import { Unread } from './unread';

/** How old the figures are, once that matters; of fixed height, so that it moves nothing. */
function Age({ at, failed }: { at: string; failed: boolean }) {
  const age = useNow() - Date.parse(at);
  if (failed || age > STALE_MS)
    return (
      <p role="alert" data-testid="board-stale" className="flex items-center gap-1.5 text-amber">
        <CloudOff size={14} aria-hidden className="shrink-0" />
        {t('board.stale', { age: formatDuration(age) })}
      </p>
    );
  return (
    <p className="text-text-2">
      {t('board.asOf')} <Instant at={at} />
    </p>
  );
}

function Figures({ board }: { board: LiveBoard }) {
  const { unread, due, ai, oldest, orphans, readers } = board;
  return (
    <>
      <Tiles board={board} />
      <div className="grid grid-cols-1 gap-2 xl:grid-cols-12">
        <Unread unread={unread} />
        <Due due={due} />
        <Oldest oldest={oldest} />
        <Ai ai={ai} />
        <NoImages noImages={orphans.noImages} />
        <NoOrder noOrder={orphans.noOrder} />
        <Readers readers={readers} />
      </div>
    </>
  );
}

/** The department at a glance, for a wall or a pocket. */
export function LiveBoardScreen() {
  const query = useBoard();
  return (
    <div className="h-full overflow-y-auto" data-testid="live-board">
      <div className="mx-auto flex max-w-[1760px] flex-col gap-2 p-4 max-sm:p-3">
        <div className="flex min-h-7 items-baseline justify-between gap-3 text-[12px]">
          <h1 className="text-[16px] font-semibold whitespace-nowrap">{t('board.title')}</h1>
          {query.data && <Age at={query.data.at} failed={query.isError} />}
        </div>
        {query.data ? (
          <Figures board={query.data} />
        ) : query.isError ? (
          <ErrorState
            title={t('error.load.title')}
            error={query.error}
            onRetry={() => void query.refetch()}
            testId="board-error"
          />
        ) : (
          <TableSkeleton label={`${t('common.loading')}: ${t('board.title')}`} />
        )}
      </div>
    </div>
  );
}
