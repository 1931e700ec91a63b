import { AT_RISK_MINUTES, type LiveBoard, type WorklistFilter } from '@firstread/contract';
import { formatDuration } from '@/lib/format/duration';
import { t, tn } from '@/lib/i18n';
import { dueFirst, listOf } from '../model/board';
import { Figure } from './figure';
import { FiguresTable, type FigureColumn } from './figures-table';
import { Panel } from './panel';

type Counts = Pick<LiveBoard['due']['suspected'], 'boundMinutes' | 'unread' | 'atRisk' | 'overdue'>;
interface Row extends Counts {
  name: string;
  filter: WorklistFilter;
}

const MINUTE_MS = 60_000;

const columns: readonly FigureColumn<Row>[] = [
  { id: 'class', head: t('board.due.class'), cell: ({ name }) => name },
  {
    id: 'bound',
    head: t('board.due.bound'),
    numeric: true,
    cell: ({ boundMinutes }) => formatDuration(boundMinutes * MINUTE_MS),
  },
  {
    id: 'unread',
    head: t('board.due.unread'),
    numeric: true,
    cell: ({ name, unread, filter }) => (
      <Figure
        count={unread}
        href={listOf(filter)}
        label={t('board.unread.of', { count: unread, band: name })}
      />
    ),
  },
  {
    id: 'atRisk',
    head: t('board.due.atRisk', { minutes: AT_RISK_MINUTES }),
    numeric: true,
    cell: ({ name, atRisk, filter }) => (
      <Figure
        count={atRisk}
        href={listOf(filter, dueFirst)}
        label={t('board.unread.of', { count: atRisk, band: name })}
        tone="amber"
      />
    ),
  },
  {
    id: 'overdue',
    head: t('board.due.overdue'),
    numeric: true,
    cell: ({ name, overdue, filter }) => (
      <Figure
        count={overdue}
        href={listOf({ ...filter, overdue: true })}
        label={t('board.unread.of', { count: overdue, band: name })}
        tone="red"
      />
    ),
  },
];

/** What is late or soon will be, by what was ordered. */
export function Due({ due }: { due: LiveBoard['due'] }) {
  const rows: Row[] = [
    ...due.classes.map(({ orderClass, ...counts }) => ({
      ...counts,
      name: t(`order.${orderClass}`),
      filter: { orderClasses: [orderClass] },
    })),
    { ...due.suspected, name: t('board.due.suspected'), filter: { aiSuspected: true } },
  ];
  const more = due.exceptions > 0 ? ` ${tn('board.due.exceptions', due.exceptions)}` : '';
  return (
    <Panel
      title={t('board.due')}
      intro={t('board.due.intro') + more}
      testId="board-due"
      className="min-h-[240px] xl:col-span-5"
    >
      <FiguresTable label={t('board.due')} columns={columns} rows={rows} rowKey={({ name }) => name} />
    </Panel>
  );
}
