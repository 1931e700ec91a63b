'use client';
import { useMemo, useState } from 'react';
import type { SimulatedWait, SimulationAnswer } from '@firstread/contract';
import { Chart } from '@/components/chart/chart';
import { DataTable, type Column } from '@/components/list/data-table';
import { band, minutes, percent } from '@/lib/format/figures';
import { t } from '@/lib/i18n';
import { chartHeight, waitChartOption } from '../model/wait-chart';
import { armsOf, rowsOf, type Against, type WaitRow } from '../model/waits';
import { WhoPays } from './who-pays';

type Quantile = 'p50Minutes' | 'p90Minutes' | 'p99Minutes' | 'maxMinutes';

function Figure({ before, after, of }: Pick<WaitRow, 'before' | 'after'> & { of: Quantile | 'meanMinutes' }) {
  const bands = (wait: SimulatedWait | undefined) => (wait ? band(wait[of]) : '');
  return (
    <span className="tabular block whitespace-nowrap" title={`${bands(before)} → ${bands(after)}`}>
      <span className="text-text-3">{minutes(before?.[of].value)} → </span>
      <span className="font-medium">{minutes(after?.[of].value)}</span>
      {bands(after) !== '' && <span className="block text-[11px] text-text-3">{bands(after)}</span>}
    </span>
  );
}

const figures: readonly { id: Quantile | 'meanMinutes'; head: string }[] = [
  { id: 'meanMinutes', head: t('whatIf.column.mean') },
  { id: 'p50Minutes', head: t('whatIf.column.p50') },
  { id: 'p90Minutes', head: t('whatIf.column.p90') },
  { id: 'p99Minutes', head: t('whatIf.column.p99') },
  { id: 'maxMinutes', head: t('whatIf.column.max') },
];

const columns: readonly Column<WaitRow>[] = [
  { id: 'group', head: t('whatIf.column.group'), cell: ({ name }) => name },
  ...figures.map(({ id, head }): Column<WaitRow> => ({
    id,
    head,
    cell: (row) => <Figure before={row.before} after={row.after} of={id} />,
  })),
  {
    id: 'studies',
    head: t('whatIf.column.studies'),
    cell: ({ after, before }) => (
      <span className="tabular">{Math.round((after ?? before)?.studies ?? 0)}</span>
    ),
  },
];

/** The simulated waits of every group, held against today or against the same without AI. */
export function Waits({ whatIf, today }: { whatIf: SimulationAnswer; today: SimulationAnswer | null }) {
  const [against, setAgainst] = useState<Against>('today');
  const { before, after } = armsOf(whatIf, today, against);
  const rows = useMemo(() => rowsOf(before, after), [before, after]);
  const option = useMemo(() => waitChartOption(rows, t(`whatIf.against.${against}`)), [rows, against]);
  return (
    <div className="flex flex-col gap-3">
      <div role="group" aria-label={t('whatIf.against')} className="flex items-center gap-1 text-[12px]">
        <span className="mr-1 text-text-3">{t('whatIf.against')}</span>
        {(['today', 'withoutAi'] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={against === one}
            onClick={() => setAgainst(one)}
            className="h-7 rounded-md px-3 text-text-2 hover:bg-surface-2 aria-pressed:bg-cyan-soft aria-pressed:text-cyan"
          >
            {t(`whatIf.against.${one}`)}
          </button>
        ))}
      </div>
      <WhoPays rows={rows} />
      <div className="text-[12.5px] text-text-2">
        <p>
          {t('whatIf.simulated.utilisation', {
            before: percent(before.utilisation.value),
            after: percent(after.utilisation.value),
          })}{' '}
          {t('whatIf.simulated.open', {
            before: Math.round(before.groups.all?.openAtEnd ?? 0),
            after: Math.round(after.groups.all?.openAtEnd ?? 0),
          })}{' '}
          {whatIf.lateFlagShare.value !== null &&
            t('whatIf.simulated.late', { share: percent(whatIf.lateFlagShare.value) })}
        </p>
      </div>
      <Chart option={option} label={t('whatIf.simulated.chart')} height={chartHeight(rows)} />
      <DataTable
        label={t('whatIf.simulated.table')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        testId="simulated-waits"
      />
    </div>
  );
}
