'use client';
import type { ReaderAtWork } from '@firstread/contract';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';
import { useStill } from '../hooks/use-still';
import { FiguresTable, type FigureColumn } from './figures-table';
import { Since } from './oldest';
import { Nothing, Panel } from './panel';

const columns: readonly FigureColumn<ReaderAtWork>[] = [
  { id: 'name', head: t('board.readers.name'), cell: ({ name }) => <bdi>{name}</bdi> },
  { id: 'holding', head: t('board.readers.holding'), numeric: true, cell: ({ holding }) => holding },
  {
    id: 'since',
    head: t('board.readers.since'),
    numeric: true,
    cell: ({ since }) => (since === null ? '–' : <Since at={since} />),
  },
  {
    id: 'seen',
    head: t('board.readers.seen'),
    numeric: true,
    cell: ({ lastSeenAt }) => <Instant at={lastSeenAt} />,
  },
];

/** Who reads now. */
export function Readers({ readers }: { readers: readonly ReaderAtWork[] }) {
  const { shown, held, area } = useStill(readers);
  return (
    <Panel
      title={t('board.readers')}
      intro={t('board.readers.intro')}
      count={readers.length}
      testId="board-readers"
      className="h-[230px] xl:col-span-4"
      held={held}
      {...area}
    >
      {shown.length === 0 ? (
        <Nothing>{t('board.readers.empty')}</Nothing>
      ) : (
        <FiguresTable label={t('board.readers')} columns={columns} rows={shown} rowKey={({ id }) => id} />
      )}
    </Panel>
  );
}
