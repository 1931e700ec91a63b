import { useMemo } from 'react';
import type { ModelMonitoring, MonitoredDay } from '@firstread/contract';
import { TimeChart } from '@/components/chart/time-chart';
import type { TimeChart as Chart } from '@/components/chart/time-chart-option';
import { DataTable, type Column } from '@/components/list/data-table';
import { t } from '@/lib/i18n';
import { millisecondsText, percentText, rateText } from '../model/figures';
import { isOutside, rateOf } from '../model/days';
import { Chapter } from './chapter';

type Days = ModelMonitoring['days'];

const SHIFTED = 0.25;
const MOVING = 0.1;

const columns: readonly Column<MonitoredDay>[] = [
  { id: 'day', head: t('models.day'), cell: (day) => <span className="tabular">{day.day}</span> },
  {
    id: 'rate',
    head: t('models.flagRate'),
    cell: (day) => (
      <span className={isOutside(day) ? 'text-amber' : ''}>
        {rateText(day.flagged, day.runs)}
        {isOutside(day) && ` (${t('models.outside')})`}
      </span>
    ),
  },
  {
    id: 'limits',
    head: t('models.limits'),
    cell: (day) => t('models.range', { from: percentText(day.low), to: percentText(day.high) }),
  },
  { id: 'noResult', head: t('models.rejectRate'), cell: (day) => day.noResult },
  { id: 'median', head: t('models.median'), cell: (day) => millisecondsText(day.medianMs) },
  { id: 'p95', head: t('models.p95'), cell: (day) => millisecondsText(day.p95Ms) },
  { id: 'psi', head: t('models.psi'), cell: (day) => day.psi?.toFixed(3) ?? '–' },
];

/** A day in the words of its row. */
function wordsOf(days: readonly MonitoredDay[]): (day: string) => string {
  const byDay = new Map(days.map((day) => [day.day, day]));
  return (name) => {
    const day = byDay.get(name);
    if (!day) return name;
    return t('models.day.words', {
      day: name,
      rate: rateText(day.flagged, day.runs),
      low: percentText(day.low),
      high: percentText(day.high),
      p95: millisecondsText(day.p95Ms),
      psi: day.psi?.toFixed(2) ?? '–',
    });
  };
}

function flagChart(days: Days, baseline: number | null): Chart {
  return {
    format: (value) => percentText(value, 0),
    describe: wordsOf(days),
    lines: [
      {
        name: t('models.flagRate'),
        colour: 'cyan',
        kind: 'measured',
        points: days.map((day) => [day.day, rateOf(day)]),
        remarkable: new Set(days.filter(isOutside).map((day) => day.day)),
      },
      ...(baseline === null
        ? []
        : (['low', 'high'] as const).map((limit) => ({
            name: t(`models.limit.${limit}`),
            colour: 'text-3' as const,
            kind: 'limit' as const,
            points: days.map((day) => [day.day, day[limit]] as const),
          }))),
    ],
    marks: baseline === null ? [] : [{ name: t('models.baseline'), value: baseline }],
  };
}

function timeChart(days: Days, objectiveP95Ms: number): Chart {
  return {
    format: millisecondsText,
    describe: wordsOf(days),
    lines: [
      {
        name: t('models.p95'),
        colour: 'cyan',
        kind: 'measured',
        points: days.map((day) => [day.day, day.p95Ms]),
        remarkable: new Set(days.filter((day) => day.p95Ms > 2 * objectiveP95Ms).map((day) => day.day)),
      },
      {
        name: t('models.median'),
        colour: 'text-2',
        kind: 'limit',
        points: days.map((day) => [day.day, day.medianMs]),
      },
    ],
    marks: [
      { name: t('models.objective', { time: millisecondsText(objectiveP95Ms) }), value: objectiveP95Ms },
    ],
  };
}

function driftChart(days: Days): Chart {
  return {
    format: (value) => value.toFixed(2),
    describe: wordsOf(days),
    lines: [
      {
        name: t('models.psi.week'),
        colour: 'cyan',
        kind: 'measured',
        points: days.map((day) => [day.day, day.psi]),
        remarkable: new Set(days.filter((day) => (day.psi ?? 0) > SHIFTED).map((day) => day.day)),
      },
    ],
    marks: [
      { name: t('models.psi.moving'), value: MOVING },
      { name: t('models.psi.shifted'), value: SHIFTED },
    ],
  };
}

/** Flag rate, time and drift over the days, and their figures as a table. */
export function DayCharts({
  monitoring: { days, baseline, objectiveP95Ms },
}: {
  monitoring: ModelMonitoring;
}) {
  // A chart is drawn anew for new figures alone, not for each answer of the server.
  const charts = useMemo(
    () => [
      { title: t('models.monitoring.days'), chart: flagChart(days, baseline) },
      { title: t('models.monitoring.times'), chart: timeChart(days, objectiveP95Ms) },
      ...(days.some((day) => day.psi !== null)
        ? [{ title: t('models.monitoring.drift'), chart: driftChart(days) }]
        : []),
    ],
    [days, baseline, objectiveP95Ms],
  );
  const runs = days.reduce((sum, day) => sum + day.runs, 0);
  return (
    <div className="flex flex-col gap-3" data-testid="day-charts">
      <div className="grid gap-5 lg:grid-cols-2">
        {charts.map(({ title, chart }) => (
          <Chapter key={title} title={title}>
            <TimeChart chart={chart} label={t('models.chart.label', { title, days: days.length, runs })} />
          </Chapter>
        ))}
      </div>
      <details className="text-[12px]">
        <summary className="cursor-pointer text-text-2">{t('models.chart.figures')}</summary>
        <div className="mt-2">
          <DataTable
            label={t('models.chart.figures')}
            columns={columns}
            rows={[...days].reverse()}
            rowKey={(day) => day.day}
            testId="monitoring-days"
          />
        </div>
      </details>
    </div>
  );
}
