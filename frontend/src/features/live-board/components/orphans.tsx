'use client';
import type { LiveBoard } from '@firstread/contract';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';
import { useStill } from '../hooks/use-still';
import { FiguresTable, type FigureColumn } from './figures-table';
import { StudyName } from './oldest';
import { Nothing, Panel } from './panel';

type Orphans = LiveBoard['orphans'];
type Exam = Orphans['noImages']['latest'][number];
type Study = NonNullable<Orphans['noOrder']>['oldest'][number];

const examColumns: readonly FigureColumn<Exam>[] = [
  {
    id: 'exam',
    head: t('board.noImages.exam'),
    cell: ({ modality, station }) => <bdi>{[modality, station].filter(Boolean).join(' · ')}</bdi>,
  },
  {
    id: 'at',
    head: t('board.noImages.at'),
    numeric: true,
    cell: ({ completedAt }) => <Instant at={completedAt} />,
  },
];

const studyColumns: readonly FigureColumn<Study>[] = [
  {
    id: 'study',
    head: t('board.oldest.study'),
    cell: ({ studyInstanceUid, modalities }) => <StudyName uid={studyInstanceUid} modalities={modalities} />,
  },
  { id: 'at', head: t('board.noOrder.at'), numeric: true, cell: ({ readyAt }) => <Instant at={readyAt} /> },
];

/** Examinations whose images never came. */
export function NoImages({ noImages: { count, latest } }: Pick<Orphans, 'noImages'>) {
  const { shown, held, area } = useStill(latest);
  return (
    <Panel
      title={t('board.noImages')}
      intro={t('board.noImages.intro')}
      count={count}
      testId="board-no-images"
      className="h-[230px] xl:col-span-4"
      held={held}
      {...area}
    >
      {shown.length === 0 ? (
        <Nothing>{t('board.noImages.empty')}</Nothing>
      ) : (
        <FiguresTable
          label={t('board.noImages')}
          columns={examColumns}
          rows={shown}
          rowKey={({ modality, station, completedAt }) => `${modality} ${station ?? ''} ${completedAt}`}
        />
      )}
    </Panel>
  );
}

/** Images that nobody ordered, as far as is known. */
export function NoOrder({ noOrder }: Pick<Orphans, 'noOrder'>) {
  const { shown, held, area } = useStill(noOrder);
  return (
    <Panel
      title={t('board.noOrder')}
      intro={t('board.noOrder.intro')}
      count={noOrder?.count ?? null}
      testId="board-no-order"
      className="h-[230px] xl:col-span-4"
      held={held}
      {...area}
    >
      {shown === null || shown.oldest.length === 0 ? (
        <Nothing>{t(shown === null ? 'board.noOrder.none' : 'board.noOrder.empty')}</Nothing>
      ) : (
        <FiguresTable
          label={t('board.noOrder')}
          columns={studyColumns}
          rows={shown.oldest}
          rowKey={({ studyInstanceUid }) => studyInstanceUid}
        />
      )}
    </Panel>
  );
}
