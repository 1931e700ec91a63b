'use client';
import { TrendingDown, TrendingUp } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import type { AiImpact, ImpactChange, ImpactReplay } from '@firstread/contract';
import { Chart } from '@/components/chart/chart';
import { DataTable, type Column } from '@/components/list/data-table';
import { minutes, signedMinutes } from '@/lib/format/figures';
import { t } from '@/lib/i18n';
import { barChartHeight, barChartOption } from '../model/bar-chart';
import { intervalText, payerBars, payersOf, type Payer } from '../model/gap';
import { Question, RefusedGroups, Told } from './told';

const icons = {
  gains: <TrendingDown size={13} aria-hidden />,
  pays: <TrendingUp size={13} aria-hidden />,
  same: null,
};
const colours = { gains: 'text-cyan', pays: 'text-amber', same: 'text-text-3' };

function arrow(before: number | null, after: number | null): ReactNode {
  return (
    <span className="tabular whitespace-nowrap">
      <span className="text-text-3">{minutes(before)} → </span>
      {minutes(after)}
    </span>
  );
}

function changeText({ changeMinutes: { value, interval95 } }: ImpactChange): string {
  if (value === null) return '–';
  return interval95
    ? `${signedMinutes(value)} (${intervalText(interval95, signedMinutes)})`
    : signedMinutes(value);
}

/** The cell of a group that has figures. */
const of =
  (cell: (change: ImpactChange) => ReactNode) =>
  ({ change }: Payer): ReactNode =>
    change ? cell(change) : '–';

const columns: readonly Column<Payer>[] = [
  { id: 'group', head: t('impact.column.group'), cell: ({ name }) => name },
  {
    id: 'effect',
    head: t('impact.column.effect'),
    cell: ({ effect }) => (
      <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${colours[effect]}`}>
        {icons[effect]} {t(`impact.paid.${effect}`)}
      </span>
    ),
  },
  { id: 'studies', head: t('impact.column.studies'), cell: of(({ studies }) => studies) },
  {
    id: 'mean',
    head: t('impact.column.mean'),
    cell: of(({ withoutAiMinutes, withAiMinutes }) => arrow(withoutAiMinutes, withAiMinutes)),
  },
  {
    id: 'change',
    head: t('impact.column.change'),
    cell: of((change) => <span className="tabular whitespace-nowrap">{changeText(change)}</span>),
  },
  {
    id: 'p99',
    head: t('impact.column.p99'),
    cell: of(({ p99WithoutAiMinutes, p99WithAiMinutes }) => arrow(p99WithoutAiMinutes, p99WithAiMinutes)),
  },
];

/** Losses as visible as gains. */
export function WhoPaid({ impact }: { impact: AiImpact }) {
  return (
    <Question title={t('impact.paid')} lead={t('impact.paid.lead')} testId="impact-paid">
      <Told answer={impact.replay}>{({ whoPaid }) => <Payers whoPaid={whoPaid} />}</Told>
    </Question>
  );
}

function Payers({ whoPaid }: Pick<ImpactReplay, 'whoPaid'>) {
  const payers = useMemo(() => payersOf(whoPaid), [whoPaid]);
  const bars = useMemo(() => payerBars(payers), [payers]);
  const option = useMemo(() => barChartOption(bars, t('impact.paid.axis')), [bars]);
  return (
    <>
      {bars.length > 0 && (
        <Chart option={option} label={t('impact.paid.chart')} height={barChartHeight(bars)} />
      )}
      <DataTable
        label={t('impact.paid.table')}
        columns={columns}
        rows={payers.filter(({ change }) => change !== null)}
        rowKey={({ group }) => group}
        testId="paid-table"
      />
      <RefusedGroups groups={payers} />
    </>
  );
}
