'use client';
import { useMemo } from 'react';
import type { AiImpact, ImpactGap } from '@firstread/contract';
import { Chart } from '@/components/chart/chart';
import { DataTable, type Column } from '@/components/list/data-table';
import { minutes, percent } from '@/lib/format/figures';
import { t } from '@/lib/i18n';
import { barChartHeight, barChartOption } from '../model/bar-chart';
import {
  formulaText,
  gapBars,
  gapSteps,
  intervalText,
  realisedShare,
  savesBeyondChance,
  stepText,
  type GapStep,
} from '../model/gap';
import { Question, Told } from './told';

const columns: readonly Column<GapStep>[] = [
  { id: 'step', head: t('impact.column.step'), cell: ({ name }) => name },
  {
    id: 'minutes',
    head: t('impact.column.minutes'),
    cell: (step) => <span className="tabular whitespace-nowrap">{stepText(step)}</span>,
  },
  {
    id: 'note',
    head: t('impact.column.note'),
    cell: ({ note }) => <span className="text-text-2">{note}</span>,
  },
];

/** From what the AI could have saved to what arrived. */
export function Gap({ impact }: { impact: AiImpact }) {
  return (
    <Question title={t('impact.gap')} lead={t('impact.gap.lead')} testId="impact-gap">
      <Told answer={impact.replay}>
        {({ gap }) => (
          <Told answer={gap}>{(known) => <Waterfall gap={known} formula={impact.formula} />}</Told>
        )}
      </Told>
    </Question>
  );
}

function Waterfall({ gap, formula }: { gap: ImpactGap; formula: AiImpact['formula'] }) {
  const steps = useMemo(() => gapSteps(gap), [gap]);
  const bars = useMemo(() => gapBars(steps), [steps]);
  const option = useMemo(() => barChartOption(bars, t('impact.gap.axis')), [bars]);
  return (
    <>
      <Verdict gap={gap} formula={formula} />
      <Chart option={option} label={t('impact.gap.chart')} height={barChartHeight(bars)} />
      <DataTable
        label={t('impact.gap.table')}
        columns={columns}
        rows={steps}
        rowKey={({ id }) => id}
        testId="gap-table"
      />
    </>
  );
}

/** The answer in words, before the chart. */
function Verdict({ gap, formula }: { gap: ImpactGap; formula: AiImpact['formula'] }) {
  const { savedMinutes, withoutAiMinutes } = gap;
  const share = realisedShare(gap);
  const saves = savesBeyondChance(gap);
  return (
    <div className="max-w-[95ch] text-[12.5px] text-pretty text-text-2">
      <p className="text-[14px] text-text-1" data-testid="gap-verdict">
        {t(saves ? 'impact.gap.verdict.saves' : 'impact.gap.verdict.none', {
          minutes: minutes(savedMinutes.value),
          without: minutes(withoutAiMinutes.value),
          interval: savedMinutes.interval95 ? intervalText(savedMinutes.interval95, minutes) : '–',
        })}
      </p>
      {share !== null && saves && <p>{t('impact.gap.realised', { share: percent(share) })}</p>}
      <p>
        {formula.known
          ? t('impact.gap.formula', {
              minutes: formulaText(formula.value),
              counted: formula.value.diseased.counted,
              of: formula.value.diseased.counted + formula.value.diseased.leftOut,
            })
          : t('impact.gap.formula.refused', { reason: formula.refusal.reason })}
      </p>
    </div>
  );
}
