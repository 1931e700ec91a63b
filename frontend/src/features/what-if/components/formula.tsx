'use client';
import type { ClosedFormAnswer, Refusal, WhatIfScenario } from '@firstread/contract';
import { DataTable, TableSkeleton, type Column } from '@/components/list/data-table';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { minutes, percent } from '@/lib/format/figures';
import { t } from '@/lib/i18n';
import { useFormula } from '../hooks/use-formula';
import { orderOf, steady } from '../model/scenario';
import { GROUPS } from '../model/waits';
import { Part } from './part';

interface Props {
  scenario: WhatIfScenario;
  today: WhatIfScenario;
  onChange: (scenario: WhatIfScenario) => void;
}

interface Row {
  id: string;
  name: string;
  today: number | undefined;
  before: number | undefined;
  after: number | undefined;
}

const number = (of: (row: Row) => number | undefined) => (row: Row) => (
  <span className="tabular">{minutes(of(row))}</span>
);

const columns: readonly Column<Row>[] = [
  { id: 'group', head: t('whatIf.column.group'), cell: ({ name }) => name },
  { id: 'today', head: t('whatIf.column.today'), cell: number((row) => row.today) },
  { id: 'before', head: t('whatIf.column.before'), cell: number((row) => row.before) },
  { id: 'after', head: t('whatIf.column.after'), cell: number((row) => row.after) },
];

/** Mean waits by closed form, at once; or why there are none. */
export function Formula({ scenario, today, onChange }: Props) {
  const query = useFormula(scenario);
  const todays = useFormula(today).data?.closedForm;
  const answer = query.data?.closedForm;
  return (
    <Part title={t('whatIf.formula')}>
      <p className="mb-2 text-[12px] text-text-3">{t('whatIf.formula.lead')}</p>
      <div aria-live="polite" aria-busy={query.isFetching} data-testid="what-if-formula">
        {answer === undefined ? (
          query.isError ? (
            <ErrorState
              title={t('error.load.title')}
              error={query.error}
              onRetry={() => void query.refetch()}
            />
          ) : (
            <TableSkeleton label={t('common.loading')} />
          )
        ) : answer.known ? (
          <Known answer={answer.value} today={todays?.known ? todays.value : null} />
        ) : (
          <Refused refusal={answer.refusal} scenario={scenario} onChange={onChange} />
        )}
      </div>
    </Part>
  );
}

function Known({ answer, today }: { answer: ClosedFormAnswer; today: ClosedFormAnswer | null }) {
  const { savedMinutes, savedShare, caveats, utilisation } = answer;
  const rows: Row[] = GROUPS.filter((group) => answer.withAiMinutes[group] !== undefined).map((group) => ({
    id: group,
    name: t(`whatIf.group.${group}`),
    today: today?.withAiMinutes[group],
    before: answer.withoutAiMinutes[group],
    after: answer.withAiMinutes[group],
  }));
  return (
    <div className="flex flex-col gap-2">
      <p className="text-[12.5px]">
        {t('whatIf.formula.utilisation', { share: percent(utilisation) })}{' '}
        {savedMinutes !== null &&
          t('whatIf.formula.saved', { minutes: minutes(savedMinutes), share: percent(savedShare) })}
      </p>
      <DataTable
        label={t('whatIf.formula.table')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        testId="formula-table"
      />
      <ul className="list-disc pl-4 text-[12px] text-text-3">
        {caveats.map((caveat) => (
          <li key={caveat}>{caveat}</li>
        ))}
      </ul>
    </div>
  );
}

function Refused({ refusal, scenario, onChange }: { refusal: Refusal } & Omit<Props, 'today'>) {
  const { order } = scenario;
  return (
    <div className="flex flex-col items-start gap-2 text-[12.5px]" data-testid="formula-refused">
      <p className="text-amber">{refusal.reason}</p>
      {refusal.code === 'variesByHour' && (
        <Button size="sm" onClick={() => onChange(steady(scenario))}>
          {t('whatIf.formula.steady')}
        </Button>
      )}
      {refusal.code === 'outsideFormula' && (
        <Button
          size="sm"
          onClick={() => onChange({ ...scenario, order: orderOf('priority', { kind: 'arrival' }, order) })}
        >
          {t('whatIf.formula.raise')}
        </Button>
      )}
    </div>
  );
}
