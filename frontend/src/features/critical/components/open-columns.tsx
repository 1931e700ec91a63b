import type { Column } from '@/components/list/data-table';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';
import type { BoardRow } from '../model/board-rows';
import { Attempts, Finding, PatientStudy, WhomToCall } from './cells';
import { LevelMark, TimeLeft } from './marks';

/** What every list of open results shows, in this order. Columns have widths of their own, so that a tick moves nothing. */
export const openColumns: readonly Column<BoardRow>[] = [
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
    id: 'attempts',
    head: t('critical.column.attempts'),
    className: 'md:min-w-32',
    cell: ({ result }) => <Attempts result={result} />,
  },
];
