'use client';
import type { OldestStudy } from '@firstread/contract';
import { StudyLink } from '@/components/clinical/study-link';
import { useNowRounded } from '@/lib/clock/use-now';
import { formatDuration } from '@/lib/format/duration';
import { t } from '@/lib/i18n';
import { useStill } from '../hooks/use-still';
import { FiguresTable, type FigureColumn } from './figures-table';
import { Nothing, Panel } from './panel';

/** Minutes that pass by the server's clock. */
export function Since({ at }: { at: string }) {
  const now = useNowRounded(60_000);
  return <time dateTime={at}>{formatDuration(now - Date.parse(at))}</time>;
}

/** A study by what it is and where it came from, as a link: nothing of a patient. */
export function StudyName({
  uid,
  modalities,
  site = '',
}: {
  uid: string;
  modalities: readonly string[];
  site?: string;
}) {
  return (
    <StudyLink
      studyUid={uid}
      seen={null}
      className="block truncate leading-[24px] text-cyan underline-offset-2 hover:underline"
    >
      {modalities.join(', ') || t('board.noModality')}
      {site !== '' && <bdi className="text-text-2"> · {site}</bdi>}
    </StudyLink>
  );
}

const columns: readonly FigureColumn<OldestStudy>[] = [
  {
    id: 'study',
    head: t('board.oldest.study'),
    cell: ({ studyInstanceUid, modalities, site }) => (
      <StudyName uid={studyInstanceUid} modalities={modalities} site={site} />
    ),
  },
  {
    id: 'waiting',
    head: t('board.oldest.waiting'),
    numeric: true,
    cell: ({ readyAt }) => <Since at={readyAt} />,
  },
  { id: 'priority', head: t('board.oldest.priority'), cell: ({ band }) => t(`board.band.${band}`) },
  {
    id: 'due',
    head: t('board.oldest.due'),
    wide: true,
    cell: ({ dueAt, overdue }) => <DueIn at={dueAt} overdue={overdue} />,
  },
  { id: 'place', head: t('board.oldest.place'), numeric: true, cell: ({ place }) => place },
  {
    id: 'standing',
    head: t('board.oldest.standing'),
    wide: true,
    cell: ({ standing }) => t(`board.standing.${standing}`),
  },
];

function DueIn({ at, overdue }: { at: string; overdue: boolean }) {
  const now = useNowRounded(60_000);
  const span = formatDuration(Math.abs(Date.parse(at) - now));
  return overdue ? <span className="text-red">{t('due.overdue', { span })}</span> : t('due.in', { span });
}

/** The studies that wait longest, whatever their priority. */
export function Oldest({ oldest }: { oldest: readonly OldestStudy[] }) {
  const { shown, held, area } = useStill(oldest);
  return (
    <Panel
      title={t('board.oldest')}
      intro={t('board.oldest.intro')}
      testId="board-oldest"
      className="h-[330px] max-sm:h-[430px] xl:col-span-7"
      held={held}
      {...area}
    >
      {shown.length === 0 ? (
        <Nothing>{t('board.oldest.empty')}</Nothing>
      ) : (
        <FiguresTable
          label={t('board.oldest')}
          columns={columns}
          rows={shown}
          rowKey={({ studyInstanceUid }) => studyInstanceUid}
        />
      )}
    </Panel>
  );
}
