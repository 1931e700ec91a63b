'use client';
import { CloudOff, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { useTimeZone } from '@/lib/auth/session';
import { serverNow } from '@/lib/clock/server-clock';
import { formatTime } from '@/lib/format/instant';
import { t } from '@/lib/i18n';
import { TableSkeleton } from './data-table';

/** What a TanStack query says of itself that matters here. */
interface Loading {
  data: unknown;
  error: unknown;
  isError: boolean;
  dataUpdatedAt: number;
  refetch: () => Promise<unknown>;
}

interface Props {
  title: string;
  intro: string;
  query: Loading;
  empty: ReactNode | null;
  action?: ReactNode;
  /** Says what the list holds, above it; of fixed height, so that it moves no row. Left out, its line is there only where the list is stale. */
  status?: ReactNode;
  /** Is told when somebody is in the list or on the line above it. */
  hold?: { setPointer: (inside: boolean) => void; setFocus: (inside: boolean) => void };
  children: ReactNode;
  testId: string;
}

function Stale({ query }: { query: Loading }) {
  const timeZone = useTimeZone();
  const time = formatTime(new Date(query.dataUpdatedAt).toISOString(), timeZone, serverNow());
  return (
    <div role="alert" data-testid="list-stale" className="flex min-w-0 items-center gap-2 text-amber">
      <CloudOff size={13} aria-hidden className="shrink-0" />
      <span className="min-w-0 truncate">{t('list.stale', { time })}</span>
      <Button size="sm" onClick={() => void query.refetch()}>
        <RotateCw size={12} aria-hidden /> {t('error.retry')}
      </Button>
    </div>
  );
}

function Content({ title, query, empty, status, hold, children }: Props) {
  if (query.data === undefined) {
    return query.isError ? (
      <ErrorState title={t('error.load.title')} error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <TableSkeleton label={`${t('common.loading')}: ${title}`} />
    );
  }
  return (
    <div
      onPointerEnter={(event) => event.pointerType !== 'touch' && hold?.setPointer(true)}
      onPointerLeave={() => hold?.setPointer(false)}
      onFocus={() => hold?.setFocus(true)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && hold?.setFocus(false)}
    >
      {(status !== undefined || query.isError) && (
        <div className="mb-1.5 flex h-7 min-w-0 items-center gap-3 text-[12px] text-text-3">
          {query.isError ? <Stale query={query} /> : status}
        </div>
      )}
      {empty ?? children}
    </div>
  );
}

/** A list with its title, and what stands in its place while it loads, is empty or cannot be had. */
export function ListSection(props: Props) {
  const { title, intro, action, testId } = props;
  return (
    <section data-testid={testId} aria-label={title}>
      <div className="mb-2 flex items-start justify-between gap-x-3 gap-y-1 max-sm:flex-wrap">
        <div className="min-w-0">
          <h2 className="text-[14px] font-semibold">{title}</h2>
          <p className="text-[12px] text-pretty text-text-2">{intro}</p>
        </div>
        {action}
      </div>
      <Content {...props} />
    </section>
  );
}
