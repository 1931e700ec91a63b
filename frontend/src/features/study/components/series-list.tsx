'use client';
import { FileText, Sparkles, UserRound, type LucideIcon } from 'lucide-react';
import type { Series, SeriesMaker } from '@firstread/contract';
import { versionLabel } from '@/lib/format/text';
import { t, tn } from '@/lib/i18n';
import { inListOrder, isDisplayable, isReadable } from '../model/series-order';
import { dragSeries } from './series-drag';
import { Thumbnail } from './thumbnail';

function makerWords(maker: SeriesMaker): string {
  if (maker.kind === 'report') return t('study.series.report');
  const model = `${maker.modelName} ${versionLabel(maker.modelVersion)}`;
  return t(maker.kind === 'model' ? 'study.series.model' : 'study.series.assessment', { model });
}

/** AI and people are told apart by sign and words. */
function iconOf({ maker }: Series): { Icon: LucideIcon; tone: string } {
  if (maker?.kind === 'model') return { Icon: Sparkles, tone: 'text-violet' };
  return { Icon: maker?.kind === 'assessment' ? UserRound : FileText, tone: 'text-text-3' };
}

function SeriesFacts({ series }: { series: Series }) {
  const images = isDisplayable(series);
  const count = images
    ? tn('study.series.images', series.instanceCount)
    : tn('study.series.objects', series.instanceCount);
  return (
    <span className="flex min-w-0 flex-1 flex-col text-left">
      <span className="flex min-w-0 items-baseline gap-1.5">
        <span className="font-medium">{series.modality}</span>
        {series.number !== null && <span className="tabular text-[11px] text-text-3">#{series.number}</span>}
        <span className="tabular ml-auto shrink-0 text-[11px] text-text-3">{count}</span>
      </span>
      <bdi dir="auto" className="truncate text-[12px] text-text-2" title={series.description ?? ''}>
        {series.description ?? series.bodyPart ?? '–'}
      </bdi>
      {!images && !isReadable(series) && (
        <span className="text-[11px] text-text-3">
          {t(series.modality === 'SEG' ? 'study.segs.shown' : 'study.series.notDisplayable')}
        </span>
      )}
      {series.maker ? (
        <bdi
          dir="auto"
          data-testid="series-maker"
          className={`text-[11px] break-words ${series.maker.kind === 'model' ? 'text-violet' : 'text-text-2'}`}
        >
          {makerWords(series.maker)}
        </bdi>
      ) : (
        series.madeByFirstread && <span className="text-[11px] text-text-3">{t('study.series.own')}</span>
      )}
    </span>
  );
}

interface SeriesButtonsProps {
  studyUid: string;
  series: readonly Series[];
  /** Of the active viewport. */
  current: string | null;
  /** Null where none are wanted. */
  thumbnails: boolean | null;
  onChoose: (studyUid: string, seriesUid: string) => void;
}

/** Series as buttons, which can be dragged onto a viewport, too. */
export function SeriesButtons({ studyUid, series, current, thumbnails, onChoose }: SeriesButtonsProps) {
  return (
    <ul className="flex flex-col gap-0.5">
      {inListOrder(series).map((entry) => {
        const uid = entry.seriesInstanceUid;
        const { Icon, tone } = iconOf(entry);
        return (
          <li
            key={uid}
            data-testid="series"
            data-series-uid={uid}
            data-displayable={isDisplayable(entry)}
            data-readable={isReadable(entry)}
          >
            {isDisplayable(entry) || isReadable(entry) ? (
              <button
                type="button"
                draggable
                onDragStart={(event) => dragSeries(event, studyUid, uid)}
                aria-current={uid === current}
                onClick={() => onChoose(studyUid, uid)}
                className={`flex w-full gap-2 rounded-md border-l-2 px-2 py-1.5 hover:bg-surface-2 ${
                  uid === current ? 'border-cyan bg-surface-2' : 'border-transparent'
                }`}
              >
                {thumbnails !== null && isDisplayable(entry) && (
                  <Thumbnail studyUid={studyUid} series={entry} enabled={thumbnails} />
                )}
                {isReadable(entry) && <Icon size={14} aria-hidden className={`mt-[3px] shrink-0 ${tone}`} />}
                <SeriesFacts series={entry} />
              </button>
            ) : (
              <div className="flex gap-2 border-l-2 border-transparent px-2 py-1.5 opacity-80">
                <Icon size={14} aria-hidden className={`mt-[3px] shrink-0 ${tone}`} />
                <SeriesFacts series={entry} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
