'use client';
import { FileText, Sparkles } from 'lucide-react';
import type { Series } from '@firstread/contract';
import { t, tn } from '@/lib/i18n';
import { Thumbnail } from './thumbnail';

interface Props {
  studyUid: string;
  /** Only once the images themselves are on the screen: those come first. */
  thumbnails: boolean;
  series: readonly Series[];
  current: string | null;
  onChoose: (seriesUid: string) => void;
}

export function isDisplayable(series: Series): boolean {
  return series.hasImages && series.modality !== 'SEG' && series.modality !== 'SR';
}

/** Acquired images first, then what else was sent, then what we made; each by its number. */
export function inListOrder(series: readonly Series[]): Series[] {
  const rank = (entry: Series): number => (entry.madeByFirstread ? 2 : isDisplayable(entry) ? 0 : 1);
  return [...series].sort((a, b) => rank(a) - rank(b) || (a.number ?? Infinity) - (b.number ?? Infinity));
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
      {!images && <span className="text-[11px] text-text-3">{t('study.series.notDisplayable')}</span>}
      {series.madeByFirstread && series.modality !== 'DOC' && (
        <span className="text-[11px] text-violet">{t('study.series.byAi')}</span>
      )}
    </span>
  );
}

/** All series of the study; those without pixels are named, not hidden. */
export function SeriesList({ studyUid, series, current, thumbnails, onChoose }: Props) {
  return (
    <nav
      aria-label={t('study.series')}
      data-testid="series-list"
      className="flex h-full flex-col overflow-y-auto p-1.5"
    >
      <h2 className="px-2 pt-1 pb-1.5 text-[11px] font-medium tracking-[0.02em] text-text-3">
        {t('study.series')}
      </h2>
      <ul className="flex flex-col gap-0.5">
        {inListOrder(series).map((entry) => {
          const uid = entry.seriesInstanceUid;
          const Icon = entry.madeByFirstread ? Sparkles : FileText;
          const body = (
            <>
              {isDisplayable(entry) ? (
                <Thumbnail studyUid={studyUid} series={entry} enabled={thumbnails} />
              ) : (
                <Icon
                  size={14}
                  aria-hidden
                  className={`mt-[3px] shrink-0 ${entry.madeByFirstread ? 'text-violet' : 'text-text-3'}`}
                />
              )}
              <SeriesFacts series={entry} />
            </>
          );
          return (
            <li key={uid} data-testid="series" data-series-uid={uid} data-displayable={isDisplayable(entry)}>
              {isDisplayable(entry) ? (
                <button
                  type="button"
                  aria-current={uid === current}
                  onClick={() => onChoose(uid)}
                  className={`flex w-full gap-2 rounded-md border-l-2 px-2 py-1.5 hover:bg-surface-2 ${
                    uid === current ? 'border-cyan bg-surface-2' : 'border-transparent'
                  }`}
                >
                  {body}
                </button>
              ) : (
                <div className="flex gap-2 border-l-2 border-transparent px-2 py-1.5 opacity-80">{body}</div>
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
