import type { ScenarioSource, WhatIfToday } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { t } from '@/lib/i18n';

const columns: readonly Column<ScenarioSource>[] = [
  { id: 'value', head: t('whatIf.source.value'), cell: ({ value }) => t(`whatIf.source.${value}`) },
  { id: 'of', head: t('whatIf.source.of'), cell: ({ of }) => of ?? t('whatIf.source.department') },
  {
    id: 'from',
    head: t('whatIf.source.from'),
    cell: ({ measured }) =>
      measured === null ? (
        <span className="text-amber">{t('whatIf.source.assumed')}</span>
      ) : (
        <span className="tabular">{t('whatIf.source.measured', { n: measured })}</span>
      ),
  },
  { id: 'note', head: t('whatIf.source.note'), cell: ({ note }) => note },
];

/** What of the scenario was measured, and what is assumed. */
export function Sources({ today: { days, sources, refusal } }: { today: WhatIfToday }) {
  if (refusal)
    return (
      <p className="text-[12.5px] text-amber" data-testid="today-refused">
        {t('whatIf.today.example')} {refusal.reason}
      </p>
    );
  return (
    <details className="text-[12.5px]" data-testid="today-sources">
      <summary className="cursor-pointer text-text-2">
        {t('whatIf.today.measured', { days })} {t('whatIf.sources')}
      </summary>
      <div className="mt-2">
        <DataTable
          label={t('whatIf.sources')}
          columns={columns}
          rows={sources}
          rowKey={({ value, of }) => `${value} ${of ?? ''}`}
          testId="sources-table"
        />
      </div>
    </details>
  );
}
