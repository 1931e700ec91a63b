'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModelDetail, ModelMonitoring } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { t } from '@/lib/i18n';
import { getMonitoring, modelKeys, type MonitoringScope } from '../api/models';
import { groupText, millisecondsText, proportionText } from '../model/figures';
import { Chapter } from './chapter';
import { Loading } from './loading';
import { DayCharts } from './day-charts';
import { ScoreBars } from './score-bars';
import { VerdictTable } from './verdict-table';

type Row<K extends keyof ModelMonitoring> = ModelMonitoring[K] extends readonly (infer R)[] ? R : never;

type Group = ModelMonitoring['group'];

const groupColumns = (onChoose: (group: Group) => void): readonly Column<Row<'groups'>>[] => [
  {
    id: 'name',
    head: t('models.group'),
    cell: ({ by, name }) => (
      <button
        type="button"
        className="text-left underline-offset-2 hover:underline"
        onClick={() => onChoose({ by, name })}
      >
        {groupText({ by, name })}
      </button>
    ),
  },
  { id: 'runs', head: t('models.runs'), cell: (group) => group.runs },
  { id: 'flags', head: t('models.flagRate'), cell: (group) => proportionText(group.flagRate) },
  { id: 'rejects', head: t('models.rejectRate'), cell: (group) => proportionText(group.rejectRate) },
  { id: 'psi', head: t('models.psi'), cell: (group) => (group.psi === null ? '–' : group.psi.toFixed(3)) },
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

const WINDOWS = [7, 30, 90] as const;

export function MonitoringTab({ model }: { model: ModelDetail }) {
  const [scope, setScope] = useState<MonitoringScope>({
    effect: model.stage === 'shadow' ? 'shadow' : 'shown',
    days: 30,
    group: { by: 'all', name: 'All' },
  });
  const query = useQuery({
    queryKey: modelKeys.monitoring(model.id, model.version, scope),
    queryFn: ({ signal }) => getMonitoring(model.id, model.version, scope, signal),
    refetchInterval: 30_000,
    placeholderData: (former) => former,
  });
  const change = (part: Partial<MonitoringScope>): void => setScope((former) => ({ ...former, ...part }));
  return (
    <div className="flex flex-col gap-5">
      <ScopeBar scope={scope} onChange={change} />
      {query.data ? (
        <Figures monitoring={query.data} onChoose={(group) => change({ group })} />
      ) : query.isError ? (
        <ErrorState title={t('error.load.title')} error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading />
      )}
    </div>
  );
}

interface ScopeBarProps {
  scope: MonitoringScope;
  onChange: (part: Partial<MonitoringScope>) => void;
}

/** Whose runs, of how many days, of which site or scanner. */
function ScopeBar({ scope: { effect, days, group }, onChange }: ScopeBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Choice
        label={t('models.monitoring.whose')}
        options={['shown', 'shadow'] as const}
        chosen={effect}
        text={(one) => t(`models.monitoring.${one}`)}
        onChoose={(one) => onChange({ effect: one })}
      />
      <Choice
        label={t('models.monitoring.window')}
        options={WINDOWS}
        chosen={days}
        text={(count) => t('models.monitoring.lastDays', { count })}
        onChoose={(count) => onChange({ days: count })}
      />
      {group.by !== 'all' && (
        <p className="flex items-center gap-2 text-[12px]" data-testid="monitoring-scope">
          {groupText(group)}
          <Button size="sm" onClick={() => onChange({ group: { by: 'all', name: 'All' } })}>
            {t('models.monitoring.all')}
          </Button>
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<T> {
  label: string;
  options: readonly T[];
  chosen: T;
  text: (option: T) => string;
  onChoose: (option: T) => void;
}

function Choice<T extends string | number>({ label, options, chosen, text, onChoose }: ChoiceProps<T>) {
  return (
    <div role="group" aria-label={label} className="flex gap-1">
      {options.map((option) => (
        <Button
          key={option}
          size="sm"
          aria-pressed={option === chosen}
          onClick={() => onChoose(option)}
          variant={option === chosen ? 'primary' : 'secondary'}
        >
          {text(option)}
        </Button>
      ))}
    </div>
  );
}

interface FiguresProps {
  monitoring: ModelMonitoring;
  onChoose: (group: Group) => void;
}

function Figures({ monitoring, onChoose }: FiguresProps) {
  const { counterfactual, stopRules } = monitoring;
  return (
    <>
      <Chapter title={t('models.monitoring.rules')}>
        <StopRuleList rules={stopRules} />
      </Chapter>
      <Chapter title={t('models.monitoring.groups')}>
        <DataTable
          label={t('models.monitoring.groups')}
          columns={groupColumns(onChoose)}
          rows={monitoring.groups}
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
      {monitoring.days.length === 0 ? (
        <p className="text-[12px] text-text-3">{t('models.monitoring.empty')}</p>
      ) : (
        <Details monitoring={monitoring} />
      )}
    </>
  );
}

/** Everything that there is something to show of once a run has ended. */
function Details({ monitoring }: { monitoring: ModelMonitoring }) {
  const { latency, rejects, verdicts } = monitoring;
  return (
    <>
      <DayCharts monitoring={monitoring} />
      {monitoring.effect === 'shown' && (
        <Chapter title={t('models.monitoring.verdicts')}>
          <VerdictTable verdicts={verdicts} beatTheReader={monitoring.beatTheReader} />
        </Chapter>
      )}
      <div className="grid gap-5 lg:grid-cols-2">
        {monitoring.scores.length > 0 && (
          <Chapter title={t('models.monitoring.scores')}>
            <ScoreBars bins={monitoring.scores} />
          </Chapter>
        )}
        <Chapter title={t('models.monitoring.latency')}>
          <DataTable
            label={t('models.monitoring.latency')}
            columns={latencyColumns}
            rows={latency}
            rowKey={(part) => part.part}
            testId="monitoring-latency"
          />
        </Chapter>
        {rejects.length > 0 && (
          <Chapter title={t('models.monitoring.rejects')}>
            <DataTable
              label={t('models.monitoring.rejects')}
              columns={rejectColumns}
              rows={rejects}
              rowKey={(reject) => reject.reason}
              testId="monitoring-rejects"
            />
          </Chapter>
        )}
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
