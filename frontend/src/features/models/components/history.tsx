import type { ModelDetail, ModelHistory } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';
import { StageBadge } from './stage';

const columns: readonly Column<ModelHistory>[] = [
  { id: 'at', head: t('models.history.at'), cell: (step) => <Instant at={step.at} /> },
  {
    id: 'from',
    head: t('models.history.from'),
    cell: (step) => (step.from ? <StageBadge stage={step.from} /> : '–'),
  },
  { id: 'to', head: t('models.history.to'), cell: (step) => <StageBadge stage={step.to} /> },
  { id: 'by', head: t('models.history.by'), cell: (step) => step.by },
  {
    id: 'reason',
    head: t('models.reason'),
    cell: (step) => <span className="break-words">{step.reason}</span>,
  },
];

/** Every step, by whom and why; nobody can change it. */
export function HistoryTab({ model }: { model: ModelDetail }) {
  return (
    <DataTable
      label={t('models.tab.history')}
      columns={columns}
      rows={model.history}
      rowKey={(step) => `${step.at} ${step.to}`}
      testId="model-history"
    />
  );
}
