'use client';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import type { ReaderAct, ReaderActsQuery } from '@firstread/contract';
import { StudyUidLink } from '@/components/clinical/study-uid-link';
import { BehindFigure } from '@/components/list/behind-figure';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { OlderRows } from '@/components/list/newest-first';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';
import { usePaged } from '@/lib/query/use-paged';
import { actsKey, fetchActs } from '../api/fairness';
import { actsQueryIn, fairnessAddress, listBefore, queryOf } from '../model/address';
import { reasonWords, rvuText } from '../model/words';
import { Empty } from './frame';

const REFRESH_MS = 300_000;

/** The acts behind a figure of a reader, each with the list that it was done on. */
export function ActsScreen() {
  const query = actsQueryIn(useSearchParams().toString());
  return (
    <BehindFigure
      back={{ href: query ? fairnessAddress(query) : '/fairness', words: t('fairness.acts.back') }}
      testId="acts-page"
    >
      {query ? <Acts query={query} /> : <Empty>{t('fairness.acts.what')}</Empty>}
    </BehindFigure>
  );
}

function howWords({ way, reason }: ReaderAct): string {
  if (way !== null) return t(`fairness.way.${way}`);
  return reason === null ? '–' : reasonWords(reason);
}

function choiceWords({ choice }: ReaderAct): string {
  if (choice === null) return '–';
  const { place, of, medianPassedRvu } = choice;
  return medianPassedRvu === null
    ? t('fairness.acts.choice.of', { place, of })
    : t('fairness.acts.choice.passed', { place, of, rvu: rvuText(medianPassedRvu) });
}

const columns = (reader: string): Column<ReaderAct>[] => [
  { id: 'at', head: t('fairness.acts.at'), cell: ({ at }) => <Instant at={at} /> },
  {
    id: 'study',
    head: t('fairness.acts.study'),
    className: 'md:max-w-64',
    cell: ({ studyInstanceUid }) => <StudyUidLink uid={studyInstanceUid} />,
  },
  { id: 'how', head: t('fairness.acts.how'), cell: howWords },
  { id: 'rvu', head: t('fairness.acts.rvu'), cell: ({ rvu }) => rvuText(rvu) },
  { id: 'choice', head: t('fairness.acts.choice'), cell: choiceWords },
  {
    id: 'list',
    head: t('fairness.acts.list'),
    cell: ({ at, studyInstanceUid }) => (
      <Link
        href={listBefore(at, reader, studyInstanceUid)}
        prefetch={false}
        className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
      >
        {t('fairness.acts.list.show')}
      </Link>
    ),
  },
];

function Acts({ query: { from, to, reader, what } }: { query: ReaderActsQuery }) {
  const asked = queryOf({ from, to, reader, what });
  const { query, pages, hasMore, loadingMore, loadMore } = usePaged({
    key: actsKey(asked),
    fetchPage: (after, signal) => fetchActs(`${asked}${after.replace('?', '&')}`, signal),
    interval: () => REFRESH_MS,
  });
  const rows = pages.flatMap(({ acts }) => acts);
  const title = t(`fairness.acts.${what}`);
  return (
    <ListSection
      title={title}
      intro={t('fairness.period', { from, to })}
      query={query}
      empty={query.data && rows.length === 0 ? <Empty>{t('fairness.acts.empty')}</Empty> : null}
      testId="acts"
    >
      <DataTable
        label={title}
        columns={columns(reader)}
        rows={rows}
        rowKey={({ studyInstanceUid, at }) => `${studyInstanceUid} ${at}`}
        testId="acts-table"
      />
      <OlderRows hasMore={hasMore} loadingMore={loadingMore} loadMore={loadMore} />
    </ListSection>
  );
}
