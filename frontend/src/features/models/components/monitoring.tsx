'use client';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ModelDetail, ModelMonitoring } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { t } from '@/lib/i18n';
import { getMonitoring, modelKeys } from '../api/models';
import { millisecondsText, percentText, proportionText, rateText, groupText } from '../model/figures';
import { ScoreBars } from './score-bars';
import { VerdictTable } from './verdict-table';

type Row<K extends keyof ModelMonitoring> = ModelMonitoring[K] extends readonly (infer R)[] ? R : never;

const groupColumns: readonly Column<Row<'groups'>>[] = [
  { id: 'name', head: t('models.group'), cell: (group) => groupText(group) },
  { id: 'runs', head: t('models.runs'), cell: (group) => group.runs },
  { id: 'flags', head: t('models.flagRate'), cell: (group) => proportionText(group.flagRate) },
  { id: 'rejects', head: t('models.rejectRate'), cell: (group) => proportionText(group.rejectRate) },
  { id: 'psi', head: t('models.psi'), cell: (group) => (group.psi === null ? '–' : group.psi.toFixed(3)) },
];

const dayColumns: readonly Column<Row<'flagsByDay'>>[] = [
  { id: 'day', head: t('models.day'), cell: (day) => day.day },
  {
    id: 'rate',
    head: t('models.flagRate'),
    cell: (day) => {
      const rate = day.flagged / day.runs;
      const outside = rate < day.low || rate > day.high;
      return <span className={outside ? 'text-amber' : ''}>{rateText(day.flagged, day.runs)}</span>;
    },
  },
  {
    id: 'limits',
    head: t('models.limits'),
    cell: (day) => `${percentText(day.low)} to ${percentText(day.high)}`,
  },
];

const latencyColumns: readonly Column<Row<'latency'>>[] = [
  { id: 'part', head: t('models.part'), cell: (part) => part.part },
  { id: 'median', head: t('models.median'), cell: (part) => millisecondsText(part.medianMs) },
  { id: 'p95', head: t('models.p95'), cell: (part) => millisecondsText(part.p95Ms) },
  { id: 'n', head: t('models.runs'), cell: (part) => part.n },
];

const rejectColumns: readonly Column<Row<'rejects'>>[] = [
  {
    id: 'reason',
    head: t('models.reason'),
    cell: (reject) => <span className="break-words">{reject.reason}</span>,
  },
  { id: 'count', head: t('models.count'), cell: (reject) => reject.count },
];

function Chapter({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="mb-1.5 text-[13px] font-medium">{title}</h2>
      {children}
    </section>
  );
}

export function MonitoringTab({ model }: { model: ModelDetail }) {
  const [effect, setEffect] = useState<'shown' | 'shadow'>(model.stage === 'shadow' ? 'shadow' : 'shown');
  const query = useQuery({
    queryKey: modelKeys.monitoring(model.id, model.version, effect),
    queryFn: ({ signal }) => getMonitoring(model.id, model.version, effect, signal),
    refetchInterval: 30_000,
  });
  return (
    <div className="flex flex-col gap-5">
      <div role="group" className="flex gap-1">
        {(['shown', 'shadow'] as const).map((one) => (
          <Button
            key={one}
            size="sm"
            aria-pressed={one === effect}
            onClick={() => setEffect(one)}
            variant={one === effect ? 'primary' : 'secondary'}
          >
            {t(`models.monitoring.${one}`)}
          </Button>
        ))}
      </div>
      {query.data ? (
        <Figures monitoring={query.data} />
      ) : query.isError ? (
        <ErrorState title={t('error.load.title')} error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div
          role="status"
          aria-label={t('common.loading')}
          className="h-40 rounded-lg border border-line bg-surface-1"
        />
      )}
    </div>
  );
}

function Figures({ monitoring }: { monitoring: ModelMonitoring }) {
  const { groups, flagsByDay, latency, rejects, counterfactual, stopRules, verdicts } = monitoring;
  return (
    <>
      <Chapter title={t('models.monitoring.rules')}>
        <StopRuleList rules={stopRules} />
      </Chapter>
      <Chapter title={t('models.monitoring.groups')}>
        <DataTable
          label={t('models.monitoring.groups')}
          columns={groupColumns}
          rows={groups}
          rowKey={(group) => `${group.by} ${group.name}`}
          testId="monitoring-groups"
        />
        {counterfactual && (
          <p className="mt-1.5 text-[12px] text-text-2" data-testid="counterfactual">
            {t('models.monitoring.counterfactual', {
              flagged: counterfactual.flagged,
              moved: counterfactual.wouldHaveMoved,
            })}
          </p>
        )}
      </Chapter>
      {monitoring.effect === 'shown' && (
        <Chapter title={t('models.monitoring.verdicts')}>
          <VerdictTable verdicts={verdicts} beatTheReader={monitoring.beatTheReader} />
        </Chapter>
      )}
      <div className="grid gap-5 lg:grid-cols-2">
        <Chapter title={t('models.monitoring.days')}>
          <DataTable
            label={t('models.monitoring.days')}
            columns={dayColumns}
            rows={flagsByDay}
            rowKey={(day) => day.day}
            testId="monitoring-days"
          />
        </Chapter>
        <Chapter title={t('models.monitoring.scores')}>
          <ScoreBars bins={monitoring.scores} />
        </Chapter>
        <Chapter title={t('models.monitoring.latency')}>
          <DataTable
            label={t('models.monitoring.latency')}
            columns={latencyColumns}
            rows={latency}
            rowKey={(part) => part.part}
            testId="monitoring-latency"
          />
        </Chapter>
        <Chapter title={t('models.monitoring.rejects')}>
          <DataTable
            label={t('models.monitoring.rejects')}
            columns={rejectColumns}
            rows={rejects}
            rowKey={(reject) => reject.reason}
            testId="monitoring-rejects"
          />
        </Chapter>
      </div>
    </>
  );
}

function StopRuleList({ rules }: { rules: ModelMonitoring['stopRules'] }) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface-1 text-[12px]">
      {rules.map((rule) => (
        <li key={rule.rule} data-rule={rule.rule} className="flex gap-3 px-3 py-1.5">
          <span className={`w-24 shrink-0 ${rule.state === 'broken' ? 'text-amber' : 'text-text-3'}`}>
            {t(`models.rule.${rule.state}`)}
          </span>
          <span className="min-w-0 break-words text-text-2">{rule.text}</span>
        </li>
      ))}
    </ul>
  );
}
