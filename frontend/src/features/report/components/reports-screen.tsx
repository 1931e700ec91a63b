'use client';
import { useQuery } from '@tanstack/react-query';
import { PenLine } from 'lucide-react';
import { useState } from 'react';
import type { ListedReport, ReportListQuery } from '@firstread/contract';
import { StudyOfPatient } from '@/components/clinical/study-of-patient';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { Instant } from '@/components/ui/instant';
import { StateView } from '@/components/ui/state';
import { t } from '@/lib/i18n';
import { fetchReports, reportListKey } from '../api/report';
import { Macros } from './macros';

const LISTS = ['toSign', 'mine'] as const;
const REFRESH_MS = 15_000;

const columns: readonly Column<ListedReport>[] = [
  {
    id: 'patient',
    head: t('report.list.patient'),
    className: 'min-w-48',
    cell: (one) => <StudyOfPatient study={one} />,
  },
  {
    id: 'stage',
    head: t('report.list.stage'),
    cell: (one) => t(`report.stage.${one.addendum ? 'addendum' : one.stage}`),
  },
  { id: 'author', head: t('report.list.author'), cell: (one) => <bdi>{one.author}</bdi> },
  { id: 'at', head: t('report.list.at'), cell: (one) => <Instant at={one.at} /> },
];

/** What waits for an attending, and what the reader has not finished. */
export function ReportsScreen() {
  const [list, setList] = useState<ReportListQuery['list']>('toSign');
  const query = useQuery({
    queryKey: reportListKey(list),
    queryFn: ({ signal }) => fetchReports(list, signal),
    refetchInterval: REFRESH_MS,
  });
  const rows = query.data?.reports ?? [];
  return (
    <div className="h-full overflow-y-auto" data-testid="reports-page">
      <div className="mx-auto flex max-w-[1320px] flex-col gap-3 p-5 max-sm:p-3">
        <div role="group" aria-label={t('report.list.which')} className="flex gap-1">
          {LISTS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={list === one}
              onClick={() => setList(one)}
              className="h-7 rounded-md px-3 text-[12px] text-text-2 hover:bg-surface-2 aria-pressed:bg-cyan-soft aria-pressed:text-cyan"
            >
              {t(`report.list.${one}`)}
            </button>
          ))}
        </div>
        <ListSection
          title={t('report.list.title')}
          intro={t('report.list.intro')}
          testId="reports"
          query={query}
          empty={
            query.data && rows.length === 0 ? (
              <StateView icon={<PenLine size={18} />} title={t('report.list.empty')} testId="reports-empty" />
            ) : null
          }
        >
          <DataTable
            label={t('report.list.title')}
            columns={columns}
            rows={rows}
            rowKey={(one) => one.reportId}
            testId="reports-table"
          />
        </ListSection>
        <Macros shared={false} />
      </div>
    </div>
  );
}
