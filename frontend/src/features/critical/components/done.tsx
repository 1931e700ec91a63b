'use client';
import { CircleCheck } from 'lucide-react';
import { useMemo } from 'react';
import type { CriticalResult } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { NewRows, OlderRows } from '@/components/list/newest-first';
import { Instant } from '@/components/ui/instant';
import { StateView } from '@/components/ui/state';
import { useCriticalInterval } from '@/lib/critical/use-critical-count';
import { t } from '@/lib/i18n';
import { useHeld } from '@/lib/list/use-held';
import { usePaged } from '@/lib/query/use-paged';
import { fetchCriticalPage, listKey } from '../api/critical';
import { tookWords } from '../model/outcome';
import { Communication, Finding, PatientStudy, Receiver } from './cells';
import { LevelMark, TimeLeft } from './marks';

/** How it ended, and by whom. */
export function Ending({ result: { receipt, closed, withdrawn } }: { result: CriticalResult }) {
  const end = withdrawn ?? closed;
  if (!end) return <span className="text-text-3">–</span>;
  const words = withdrawn ? (withdrawn.reason ?? t('critical.takenBack')) : closed?.note;
  return (
    <div className="leading-[16px]">
      {!withdrawn && receipt && (
        <p>{t(receipt.readBack ? 'critical.readBack.yes' : 'critical.readBack.no')}</p>
      )}
      {words && (
        <p className="break-words">
          <bdi>{words}</bdi>
        </p>
      )}
      <p className="text-text-3">
        <bdi>{end.by}</bdi>, <Instant at={end.at} />
      </p>
    </div>
  );
}

const columns: readonly Column<CriticalResult>[] = [
  {
    id: 'outcome',
    head: t('critical.column.outcome'),
    className: 'md:w-40',
    cell: (result) => <TimeLeft result={result} />,
  },
  {
    id: 'level',
    head: t('critical.column.level'),
    className: 'md:w-24',
    cell: ({ level }) => <LevelMark level={level} />,
  },
  {
    id: 'finding',
    head: t('critical.column.finding'),
    className: 'md:min-w-52',
    cell: (result) => <Finding result={result} />,
  },
  {
    id: 'patient',
    head: t('critical.column.patient'),
    className: 'md:min-w-48',
    cell: (result) => <PatientStudy result={result} />,
  },
  {
    id: 'identified',
    head: t('critical.column.identified'),
    className: 'md:w-28',
    cell: ({ identifiedAt }) => <Instant at={identifiedAt} />,
  },
  {
    id: 'received',
    head: t('critical.column.received'),
    className: 'md:min-w-40',
    cell: ({ receipt }) => <Receiver receipt={receipt} />,
  },
  {
    id: 'communicated',
    head: t('critical.column.communicated'),
    className: 'md:min-w-40',
    cell: ({ receipt }) => <Communication receipt={receipt} />,
  },
  {
    id: 'took',
    head: t('critical.column.took'),
    className: 'tabular md:w-20',
    cell: (result) => tookWords(result) ?? '–',
  },
  {
    id: 'closed',
    head: t('discrepancies.column.closed'),
    className: 'md:min-w-44',
    cell: (result) => <Ending result={result} />,
  },
];

/** What was closed or withdrawn, the latest first. */
export function Done() {
  const interval = useCriticalInterval();
  const { query, pages, ...more } = usePaged({
    key: listKey('done'),
    fetchPage: (place, signal) => fetchCriticalPage('done', place, signal),
    interval: () => interval,
  });
  const incoming = useMemo(() => pages.flatMap((page) => page.results), [pages]);
  const held = useHeld(incoming, ({ closed, withdrawn, markedAt }) => (closed ?? withdrawn)?.at ?? markedAt);
  return (
    <ListSection
      title={t('critical.title')}
      intro={t('critical.intro')}
      testId="critical-ended"
      query={query}
      hold={held}
      status={
        <>
          {t('critical.count.doneFirst')}
          <NewRows fresh={held.fresh} onShow={held.apply} />
        </>
      }
      empty={
        incoming.length === 0 ? (
          <StateView
            icon={<CircleCheck size={18} />}
            title={t('critical.empty.done')}
            testId="critical-empty"
          />
        ) : null
      }
    >
      <DataTable
        label={t('critical.view.done')}
        columns={columns}
        rows={held.rows}
        rowKey={({ id }) => id}
        testId="critical-done-table"
      />
      <OlderRows {...more} />
    </ListSection>
  );
}
