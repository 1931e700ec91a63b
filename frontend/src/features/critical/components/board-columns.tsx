import type { Column } from '@/components/list/data-table';
import { t } from '@/lib/i18n';
import type { BoardRow } from '../model/board-rows';
import { Assignee, Told } from './cells';
import { openColumns } from './open-columns';
import { StepButtons } from './step-buttons';
import type { Step } from '../model/acting';

/** `onStep` where this reader may act. */
export function boardColumns(
  onStep: ((step: Step, result: BoardRow['result']) => void) | null,
): readonly Column<BoardRow>[] {
  const columns: readonly Column<BoardRow>[] = [
    ...openColumns,
    {
      id: 'assignee',
      head: t('critical.column.assignee'),
      className: 'md:min-w-36',
      cell: ({ result, gone }) => <Assignee result={result} mayWrite={onStep !== null && !gone} />,
    },
    {
      id: 'told',
      head: t('critical.column.told'),
      className: 'md:w-32',
      cell: ({ result }) => <Told result={result} />,
    },
  ];
  if (!onStep) return columns;
  return [
    ...columns,
    {
      id: 'actions',
      head: t('list.actions'),
      className: 'md:w-56',
      cell: ({ result, gone }) => !gone && <StepButtons result={result} onStep={onStep} />,
    },
  ];
}
