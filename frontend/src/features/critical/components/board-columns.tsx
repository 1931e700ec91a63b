import type { Column } from '@/components/list/data-table';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';
import type { BoardRow } from '../model/board-rows';
import { Assignee, Attempts, Finding, PatientStudy, Told, WhomToCall } from './cells';
import { LevelMark, TimeLeft } from './marks';
import { StepButtons } from './step-buttons';
import type { Step } from '../model/acting';

/** `onStep` where this reader may act. Columns have widths of their own, so that a tick moves nothing. */
export function boardColumns(
  onStep: ((step: Step, result: BoardRow['result']) => void) | null,
): readonly Column<BoardRow>[] {
  const columns: readonly Column<BoardRow>[] = [
    {
      id: 'left',
      head: t('critical.column.left'),
      className: 'md:w-36 md:min-w-36',
      cell: ({ result, gone }) =>
        gone ? <span className="text-text-3">{t('critical.notOpen')}</span> : <TimeLeft result={result} />,
    },
    {
      id: 'level',
      head: t('critical.column.level'),
      className: 'md:w-24',
      cell: ({ result }) => <LevelMark level={result.level} />,
    },
    {
      id: 'finding',
      head: t('critical.column.finding'),
      className: 'md:min-w-48',
      cell: ({ result }) => <Finding result={result} />,
    },
    {
      id: 'patient',
      head: t('critical.column.patient'),
      className: 'md:min-w-44',
      cell: ({ result }) => <PatientStudy result={result} />,
    },
    {
      id: 'identified',
      head: t('critical.column.identified'),
      className: 'md:w-24',
      cell: ({ result }) => <Instant at={result.identifiedAt} />,
    },
    {
      id: 'call',
      head: t('critical.column.call'),
      className: 'md:min-w-40',
      cell: ({ result }) => <WhomToCall callee={result.callee} />,
    },
    {
      id: 'assignee',
      head: t('critical.column.assignee'),
      className: 'md:min-w-36',
      cell: ({ result, gone }) => <Assignee result={result} mayWrite={onStep !== null && !gone} />,
    },
    {
      id: 'attempts',
      head: t('critical.column.attempts'),
      className: 'md:min-w-32',
      cell: ({ result }) => <Attempts result={result} />,
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
