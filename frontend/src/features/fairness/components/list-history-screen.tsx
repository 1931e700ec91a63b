'use client';
import type { ListHistory, PastStudy } from '@firstread/contract';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { DataTable } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { OlderRows } from '@/components/list/newest-first';
import { useMay, useSession, useTimeZone } from '@/lib/auth/session';
import { fetchReaders, readersKey } from '@/lib/claims/assignment';
import { serverNow } from '@/lib/clock/server-clock';
import { formatInstant } from '@/lib/format/instant';
import { zonedInstant, zonedText } from '@/lib/format/zoned';
import { t, tn } from '@/lib/i18n';
import { fetchHistory, historyKey } from '../api/fairness';
import { historyAddress, momentIn, momentQuery, type Moment } from '../model/address';
import { Empty, Frame, inputClass, labelClass } from './frame';
import { historyColumns } from './history-columns';

const go = (moment: Moment): void => window.history.pushState(null, '', historyAddress(moment));

/** The list as it was at a moment, why, and what became of it. The address says which moment and for whom. */
export function ListHistoryScreen() {
  const [opened] = useState(() => new Date(serverNow()).toISOString());
  const moment = momentIn(useSearchParams().toString(), opened);
  const timeZone = useTimeZone();
  const asked = momentQuery(moment);
  const query = useInfiniteQuery({
    queryKey: historyKey(asked),
    queryFn: ({ pageParam, signal }) => fetchHistory(`${asked}&after=${pageParam}`, signal),
    initialPageParam: '0',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // The past does not change, and each look is a line in the audit trail.
    staleTime: Infinity,
  });
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap(({ studies }) => studies);
  const first = pages[0];
  const uncertain = first?.uncertain ?? 0;
  return (
    <Frame
      title={t('history.title')}
      lead={t('history.lead')}
      choices={
        <>
          <At key={moment.at} moment={moment} timeZone={timeZone} />
          <AsReader moment={moment} />
          <Step to={first?.previousChange ?? null} moment={moment} label={t('history.previous')} />
          <Step to={first?.nextChange ?? null} moment={moment} label={t('history.next')} />
        </>
      }
      testId="list-history-page"
    >
      <ListSection
        title={tn('history.list', first?.total ?? 0)}
        intro={t('history.limits')}
        query={query}
        empty={first?.total === 0 ? <Empty>{t('history.empty')}</Empty> : null}
        status={
          <span data-testid="history-at">
            {formatInstant(moment.at, timeZone)}
            {uncertain > 0 && ` · ${t('history.uncertain', { count: uncertain })}`}
          </span>
        }
        testId="list-history"
      >
        {moment.study !== null && first && <Followed study={first.study} />}
        <PastStudies label={t('history.title')} studies={rows} testId="list-history-table" />
        <OlderRows
          hasMore={query.hasNextPage}
          loadingMore={query.isFetchingNextPage}
          loadMore={() => void query.fetchNextPage()}
        />
      </ListSection>
    </Frame>
  );
}

/** The study that somebody came for stays in sight, wherever in the list it is. */
function Followed({ study }: Pick<ListHistory, 'study'>) {
  return (
    <div className="mb-4 flex flex-col gap-1.5" data-testid="list-history-followed">
      <h3 className="text-[12px] font-medium text-text-2">{t('history.followed')}</h3>
      {study ? (
        <PastStudies label={t('history.followed')} studies={[study]} testId="list-history-followed-table" />
      ) : (
        <p className="text-[12px] text-text-3">{t('history.followed.absent')}</p>
      )}
    </div>
  );
}

function PastStudies(props: { label: string; studies: readonly PastStudy[]; testId: string }) {
  const { studies, ...table } = props;
  return (
    <DataTable
      {...table}
      columns={historyColumns}
      rows={studies}
      rowKey={({ studyInstanceUid }) => studyInstanceUid}
    />
  );
}

/** By the clock of the site; what is half typed goes nowhere. */
function At({ moment, timeZone }: { moment: Moment; timeZone: string }) {
  const [typed, setTyped] = useState(zonedText(Date.parse(moment.at), timeZone));
  const valid = zonedInstant(typed, timeZone) !== null;
  return (
    <label className={labelClass}>
      {t('history.at')}
      <input
        type="datetime-local"
        value={typed}
        aria-invalid={valid ? undefined : true}
        title={valid ? undefined : t('history.at.wrong')}
        onChange={(event) => {
          setTyped(event.target.value);
          const at = zonedInstant(event.target.value, timeZone);
          if (at !== null) go({ ...moment, at });
        }}
        className={inputClass}
        data-testid="history-moment"
      />
    </label>
  );
}

function AsReader({ moment }: { moment: Moment }) {
  const { id } = useSession();
  const all = useMay('fairness.names');
  const { data } = useQuery({
    queryKey: readersKey,
    queryFn: ({ signal }) => fetchReaders(signal),
    enabled: all,
  });
  const readers = all
    ? (data?.readers ?? []).map((one) => [one.id, one.displayName] as const)
    : ([[id, t('history.as.own')]] as const);
  return (
    <label className={labelClass}>
      {t('history.as')}
      <select
        value={moment.reader ?? ''}
        onChange={({ target: { value } }) => go({ ...moment, reader: value === '' ? null : value })}
        className={`min-w-0 ${inputClass}`}
        data-testid="history-reader"
      >
        <option value="">{t('history.as.all')}</option>
        {readers.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Step({ to, moment, label }: { to: string | null; moment: Moment; label: string }) {
  if (to === null) return <span className="text-[12px] text-text-3">{label}</span>;
  return (
    <Link
      href={historyAddress({ ...moment, at: to })}
      scroll={false}
      prefetch={false}
      className="rounded-md border border-line-strong px-2 py-0.5 text-[12px] text-text-1 hover:bg-surface-2"
    >
      {label}
    </Link>
  );
}
