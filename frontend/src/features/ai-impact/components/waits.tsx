'use client';
import { useMemo, type ReactNode } from 'react';
import type { AiImpact, ImpactWait } from '@firstread/contract';
import { Chart } from '@/components/chart/chart';
import { DataTable, type Column } from '@/components/list/data-table';
import { minutes } from '@/lib/format/figures';
import { t } from '@/lib/i18n';
import { curveOption, waitRows, type WaitRow } from '../model/curve';
import { Question, RefusedGroups } from './told';

const of =
  (cell: (wait: ImpactWait) => ReactNode) =>
  ({ wait }: WaitRow): ReactNode =>
    wait ? <span className="tabular">{cell(wait)}</span> : '–';

const columns: readonly Column<WaitRow>[] = [
  {
    id: 'state',
    head: t('impact.column.state'),
    cell: ({ name }) => name,
  },
  { id: 'studies', head: t('impact.column.studies'), cell: of(({ studies }) => studies) },
  { id: 'open', head: t('impact.column.open'), cell: of(({ open }) => open) },
  { id: 'p50', head: t('impact.column.median'), cell: of(({ p50Minutes }) => minutes(p50Minutes)) },
  { id: 'p90', head: t('impact.column.p90'), cell: of(({ p90Minutes }) => minutes(p90Minutes)) },
  { id: 'p99', head: t('impact.column.p99Wait'), cell: of(({ p99Minutes }) => minutes(p99Minutes)) },
];

/** Waits as they were, by what the model said. */
export function Waits({ impact: { waits, curveMinutes } }: { impact: AiImpact }) {
  const rows = useMemo(() => waitRows(waits), [waits]);
  const option = useMemo(() => curveOption(rows, curveMinutes), [rows, curveMinutes]);
  return (
    <Question title={t('impact.waits')} lead={t('impact.waits.lead')} testId="impact-waits">
      {rows.some(({ wait }) => wait !== null) && (
        <Chart option={option} label={t('impact.waits.chart')} height={260} />
      )}
      <DataTable
        label={t('impact.waits.table')}
        columns={columns}
        rows={rows.filter(({ wait }) => wait !== null)}
        rowKey={({ state }) => state}
        testId="waits-table"
      />
      <RefusedGroups groups={rows} />
    </Question>
  );
}
