import type { AiImpact, ImpactState, ImpactWait } from '@firstread/contract';
import type { EChartsCoreOption } from 'echarts/core';
import type { Token } from '@/components/chart/chart';
import { t } from '@/lib/i18n';

const FONT = 11;
/** What waits longer than all but so few would press all else to the left. */
const SHOWN_TO = 0.02;
const AXIS_STEP = 5;

export interface WaitRow {
  state: ImpactState;
  name: string;
  wait: ImpactWait | null;
  /** Why there is none. */
  reason: string | null;
}

export function waitRows(waits: AiImpact['waits']): WaitRow[] {
  return waits.map(({ state, wait }) => ({
    state,
    name: t(`impact.state.${state}`),
    wait: wait.known ? wait.value : null,
    reason: wait.known ? null : wait.refusal.reason,
  }));
}

const looks: Record<ImpactState, { colour: string; type: 'solid' | 'dashed' | 'dotted' }> = {
  flagged: { colour: 'violet', type: 'solid' },
  notFlagged: { colour: 'text-1', type: 'solid' },
  noResult: { colour: 'amber', type: 'dotted' },
  notEligible: { colour: 'text-3', type: 'dashed' },
};

/** Where so few of every group still wait, in minutes, or where the curves end. */
function axisEnd(rows: readonly WaitRow[], curveMinutes: readonly number[]): number {
  const at = curveMinutes.findIndex((_, index) =>
    rows.every(({ wait }) => (wait?.stillWaiting[index] ?? 0) <= SHOWN_TO),
  );
  return Math.max(1, Math.ceil((curveMinutes.at(at) ?? 0) / AXIS_STEP)) * AXIS_STEP;
}

/** Of each group the share that still waits, over the minutes since it could be read. */
export function curveOption(rows: readonly WaitRow[], curveMinutes: readonly number[]) {
  return (token: Token): EChartsCoreOption => {
    const text = { color: token('text-2'), fontSize: FONT };
    return {
      animation: false,
      grid: { left: 8, right: 16, top: 44, bottom: 22 },
      legend: { top: 0, left: 0, itemWidth: 22, itemHeight: 2, textStyle: text, selectedMode: false },
      xAxis: {
        type: 'value',
        name: t('impact.waits.axis'),
        nameLocation: 'middle',
        nameGap: 24,
        nameTextStyle: text,
        max: axisEnd(rows, curveMinutes),
        axisLabel: { ...text, hideOverlap: true },
        splitLine: { show: false },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: 1,
        axisLabel: { ...text, formatter: (share: number) => `${Math.round(share * 100)} %` },
        splitLine: { lineStyle: { color: token('line') } },
      },
      series: rows.flatMap(({ state, name, wait }) =>
        wait
          ? [
              {
                name,
                type: 'line',
                step: 'end',
                symbol: 'none',
                silent: true,
                color: token(looks[state].colour),
                lineStyle: { width: 1.8, type: looks[state].type },
                data: wait.stillWaiting.map((share, at) => [curveMinutes[at] ?? 0, share]),
              },
            ]
          : [],
      ),
    };
  };
}
