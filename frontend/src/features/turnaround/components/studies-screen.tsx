'use client';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import type { TurnaroundStudiesQuery, TurnaroundStudy } from '@firstread/contract';
import { StudyUidLink } from '@/components/clinical/study-uid-link';
import { BehindFigure } from '@/components/list/behind-figure';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { OlderRows } from '@/components/list/newest-first';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';
import { usePaged } from '@/lib/query/use-paged';
import { fetchStudies, studiesKey } from '../api/turnaround';
import { figureAddress, studiesQuery, studiesQueryIn, withState } from '../model/studies';
import { durationText, groupName, stageName } from '../model/words';
import { Milestones } from './milestones';
import { Empty } from './figure';

const REFRESH_MS = 60_000;
const STATES = [null, 'ended', 'open', 'excluded'] as const;

/** The studies behind a figure, so that it can be checked one by one. */
export function TurnaroundStudiesScreen() {
  const search = useSearchParams().toString();
  const query = studiesQueryIn(search);
  return (
    <BehindFigure
      back={{ href: query ? figureAddress(search) : '/turnaround', words: t('turnaround.studies.back') }}
      testId="turnaround-studies-page"
    >
      {query ? <Studies search={search} query={query} /> : <Empty>{t('turnaround.empty.what')}</Empty>}
    </BehindFigure>
  );
}

function Took({ study: { seconds, excluded, endedAt, fallback } }: { study: TurnaroundStudy }) {
  if (excluded)
    return (
      <span className="text-text-2">
        {t('turnaround.studies.excluded', { why: t(`turnaround.excluded.${excluded}`) })}
      </span>
    );
  if (endedAt === null) return <span className="text-amber">{t('turnaround.studies.stillOpen')}</span>;
  return (
    <span>
      <span className="tabular">{durationText(seconds)}</span>
      {fallback && <span className="text-text-3"> ({t('turnaround.studies.fallback')})</span>}
    </span>
  );
}

function Point({ at, kind }: { at: string; kind: TurnaroundStudy['startedWith'] }) {
  return (
    <span>
      <Instant at={at} /> <span className="text-text-3">{t(`turnaround.event.${kind}`)}</span>
    </span>
  );
}

const columns: readonly Column<TurnaroundStudy>[] = [
  {
    id: 'study',
    head: t('turnaround.studies.study'),
    className: 'max-w-64',
    cell: ({ studyInstanceUid }) => <StudyUidLink uid={studyInstanceUid} />,
  },
  { id: 'took', head: t('turnaround.studies.took'), cell: (study) => <Took study={study} /> },
  {
    id: 'began',
    head: t('turnaround.studies.began'),
    cell: ({ startedAt, startedWith }) => <Point at={startedAt} kind={startedWith} />,
  },
  {
    id: 'ended',
    head: t('turnaround.studies.ended'),
    cell: ({ endedAt, endedWith }) => (endedAt && endedWith ? <Point at={endedAt} kind={endedWith} /> : '–'),
  },
  {
    id: 'kind',
    head: t('turnaround.studies.kind'),
    cell: ({ modality, orderClass, site, aiState }) => (
      <bdi>
        {[modality, t(`order.${orderClass}`), groupName('site', site), t(`turnaround.ai.${aiState}`)].join(
          ' · ',
        )}
      </bdi>
    ),
  },
  {
    id: 'milestones',
    head: t('turnaround.studies.milestones'),
    cell: ({ milestones }) => <Milestones milestones={milestones} />,
  },
];

function Studies({
  search,
  query: { stage, groupBy, key, state, from, to },
}: {
  search: string;
  query: TurnaroundStudiesQuery;
}) {
  const asked = studiesQuery(search);
  const { query, pages, hasMore, loadingMore, loadMore } = usePaged({
    key: studiesKey(asked),
    fetchPage: (after, signal) => fetchStudies(`${asked}${after.replace('?', '&')}`, signal),
    interval: () => REFRESH_MS,
  });
  const rows = pages.flatMap(({ studies }) => studies);
  const group = key === undefined ? t('turnaround.all') : groupName(groupBy, key);
  const title = t('turnaround.studies.list', { stage: stageName(stage), group });
  return (
    <ListSection
      title={title}
      intro={t('turnaround.period.words', { from, to })}
      query={query}
      empty={query.data && rows.length === 0 ? <Empty>{t('turnaround.studies.empty')}</Empty> : null}
      status={
        <nav aria-label={t('turnaround.state')} className="flex gap-1">
          {STATES.map((one) => (
            <Link
              key={one}
              href={withState(search, one)}
              scroll={false}
              prefetch={false}
              aria-current={(state ?? null) === one ? 'page' : undefined}
              className="rounded-md px-2 py-0.5 text-[12px] text-text-2 hover:bg-surface-2 aria-[current]:bg-surface-3 aria-[current]:text-text-1"
            >
              {t(`turnaround.state.${one ?? 'all'}`)}
            </Link>
          ))}
        </nav>
      }
      testId="turnaround-studies"
    >
      <DataTable
        label={title}
        columns={columns}
        rows={rows}
        rowKey={({ studyInstanceUid, subject }) => `${studyInstanceUid} ${subject ?? ''}`}
        testId="studies-table"
      />
      <OlderRows hasMore={hasMore} loadingMore={loadingMore} loadMore={loadMore} />
    </ListSection>
  );
}
