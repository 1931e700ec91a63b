'use client';
import type { PriorStudy, Priors, Study } from '@firstread/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { t } from '@/lib/i18n';
import { PriorsList } from './priors-list';
import { SeriesButtons } from './series-list';

interface Props {
  study: Study;
  priors: UseQueryResult<Priors>;
  shownPrior: string | null;
  current: string | null;
  /** Images are on the screen: the small ones come after them. */
  ready: boolean;
  onChoose: (studyUid: string, seriesUid: string) => void;
  onCompare: (prior: PriorStudy) => void;
}

/** All series of the study, and below them the priors; series without pixels are named, not hidden. */
export function SeriesSide({ study, priors, shownPrior, current, ready, onChoose, onCompare }: Props) {
  return (
    <div className="w-[200px] shrink-0 border-r border-line bg-surface-1 max-md:order-3 max-md:w-auto max-md:border-t">
      <nav
        aria-label={t('study.series')}
        data-testid="series-list"
        className="flex h-full flex-col overflow-y-auto p-1.5"
      >
        <h2 className="px-2 pt-1 pb-1.5 text-[11px] font-medium tracking-[0.02em] text-text-3">
          {t('study.series')}
        </h2>
        <SeriesButtons
          studyUid={study.studyInstanceUid}
          series={study.series}
          current={current}
          thumbnails={ready}
          onChoose={onChoose}
        />
        <PriorsList
          priors={priors}
          shown={shownPrior}
          current={current}
          onCompare={onCompare}
          onChoose={onChoose}
        />
      </nav>
    </div>
  );
}
