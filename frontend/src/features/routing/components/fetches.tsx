'use client';
import { DownloadCloud } from 'lucide-react';
import { useMemo } from 'react';
import type { StudyFetch } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { NewRows, OlderRows } from '@/components/list/newest-first';
import { Instant } from '@/components/ui/instant';
import { StateView } from '@/components/ui/state';
import { t } from '@/lib/i18n';
import { useHeld } from '@/lib/list/use-held';
import { usePaged } from '@/lib/query/use-paged';
import { fetchesKey, fetchFetches } from '../api/traffic';
import { lookOf, refreshAfter, type FetchLook } from '../model/traffic-words';
import { ProblemText, ProgressState, StudyLink, tailOf, type Progress } from './traffic-cells';

const progress: Record<FetchLook, Progress> = {
  waiting: 'waiting',
  again: 'again',
  fetching: 'moving',
  fetched: 'done',
  failed: 'failed',
};

const columns: readonly Column<StudyFetch>[] = [
  {
    id: 'state',
    head: t('deliveries.column.state'),
    className: 'md:min-w-32',
    cell: (fetch) => {
      const look = lookOf(fetch);
      return <ProgressState progress={progress[look]} text={t(`fetches.state.${look}`)} />;
    },
  },
  {
    id: 'study',
    head: t('deliveries.column.study'),
    // Until it is here there is nothing to open.
    cell: (fetch) =>
      fetch.state === 'fetched' ? (
        <StudyLink uid={fetch.studyInstanceUid} />
      ) : (
        <span className="num whitespace-nowrap text-text-2" title={fetch.studyInstanceUid}>
          …{tailOf(fetch.studyInstanceUid)}
        </span>
      ),
  },
  {
    id: 'from',
    head: t('fetches.column.from'),
    className: 'num',
    cell: (fetch) => fetch.aeTitle,
  },
  {
    id: 'reason',
    head: t('fetches.column.reason'),
    className: 'whitespace-nowrap',
    cell: (fetch) =>
      fetch.forStudyUid === null
        ? t('fetches.byPerson')
        : t('fetches.prior', { tail: tailOf(fetch.forStudyUid) }),
  },
  {
    id: 'attempts',
    head: t('deliveries.column.attempts'),
    className: 'tabular',
    cell: (fetch) => fetch.attempts,
  },
  {
    id: 'created',
    head: t('deliveries.column.created'),
    cell: (fetch) => <Instant at={fetch.createdAt} />,
  },
  {
    id: 'end',
    head: t('fetches.column.end'),
    cell: (fetch) => (fetch.finishedAt === null ? '–' : <Instant at={fetch.finishedAt} />),
  },
  {
    id: 'problem',
    head: t('deliveries.column.problem'),
    className: 'md:w-[32%] md:min-w-64',
    cell: (fetch) => <ProblemText problem={fetch.problem} />,
  },
];

/** Studies on their way here, newest first. */
export function Fetches() {
  const { query, pages, ...more } = usePaged({
    key: fetchesKey,
    fetchPage: fetchFetches,
    interval: (loaded) => refreshAfter(loaded.flatMap((page) => page.fetches.map(({ state }) => state))),
  });
  const incoming = useMemo(() => pages.flatMap((page) => page.fetches), [pages]);
  const held = useHeld(incoming, (fetch) => fetch.createdAt);
  return (
    <ListSection
      title={t('fetches.title')}
      intro={t('fetches.intro')}
      testId="fetches"
      query={query}
      hold={held}
      status={
        <>
          {t('list.newestFirst')}
          <NewRows fresh={held.fresh} onShow={held.apply} />
        </>
      }
      empty={
        incoming.length === 0 ? (
          <StateView
            icon={<DownloadCloud size={18} />}
            title={t('fetches.empty.title')}
            testId="fetches-empty"
          >
            {t('fetches.empty.body')}
          </StateView>
        ) : null
      }
    >
      <DataTable
        label={t('fetches.title')}
        columns={columns}
        rows={held.rows}
        rowKey={(fetch) => fetch.id}
        testId="fetch-table"
      />
      <OlderRows {...more} />
    </ListSection>
  );
}
