'use client';
import type { LiveBoard } from '@firstread/contract';
import Link from 'next/link';
import { t } from '@/lib/i18n';
import { useStill } from '../hooks/use-still';
import { FiguresTable, type FigureColumn } from './figures-table';
import { Since } from './oldest';
import { Nothing, Panel } from './panel';

type Model = LiveBoard['ai']['models'][number];

const columns: readonly FigureColumn<Model>[] = [
  {
    id: 'model',
    head: t('board.ai.model'),
    cell: ({ modelId, modelVersion, name }) => (
      <Link
        href={`/models/${encodeURIComponent(modelId)}/${encodeURIComponent(modelVersion)}`}
        className="text-violet underline-offset-2 hover:underline"
      >
        <bdi>{t('ai.model', { name, version: modelVersion })}</bdi>
      </Link>
    ),
  },
  { id: 'pending', head: t('board.ai.pending'), numeric: true, cell: ({ pending }) => pending },
  { id: 'running', head: t('board.ai.running'), numeric: true, wide: true, cell: ({ running }) => running },
  {
    id: 'failed',
    head: t('board.ai.failed'),
    numeric: true,
    cell: ({ failed }) => <span className={failed > 0 ? 'font-semibold text-amber' : ''}>{failed}</span>,
  },
  {
    id: 'notEvaluable',
    head: t('board.ai.notEvaluable'),
    numeric: true,
    cell: ({ notEvaluable }) => notEvaluable,
  },
  {
    id: 'since',
    head: t('board.ai.since'),
    numeric: true,
    wide: true,
    cell: ({ waitingSince }) => (waitingSince === null ? '–' : <Since at={waitingSince} />),
  },
];

/** What AI owes unread studies, by model. */
export function Ai({ ai }: { ai: LiveBoard['ai'] }) {
  const { shown, held, area } = useStill(ai.models);
  return (
    <Panel
      title={t('board.ai')}
      intro={t('board.ai.intro')}
      testId="board-ai"
      className="h-[330px] xl:col-span-5"
      held={held}
      {...area}
    >
      {shown.length === 0 ? (
        <Nothing>{t('board.ai.empty')}</Nothing>
      ) : (
        <FiguresTable
          label={t('board.ai')}
          columns={columns}
          rows={shown}
          rowKey={({ modelId, modelVersion }) => `${modelId} ${modelVersion}`}
        />
      )}
    </Panel>
  );
}
