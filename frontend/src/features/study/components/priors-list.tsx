'use client';
import { Columns2, TriangleAlert } from 'lucide-react';
import type { Priors, PriorStudy } from '@firstread/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { t, tn } from '@/lib/i18n';
import { SeriesButtons } from './series-list';

interface Props {
  priors: UseQueryResult<Priors>;
  /** The prior that stands beside the study. */
  shown: string | null;
  current: string | null;
  onCompare: (prior: PriorStudy) => void;
  onChoose: (studyUid: string, seriesUid: string) => void;
}

function Prior({
  prior,
  shown,
  current,
  onCompare,
  onChoose,
}: Omit<Props, 'priors'> & { prior: PriorStudy }) {
  const { studyInstanceUid: uid, series } = prior;
  const open = shown === uid;
  const modalities = [...new Set(series.filter((one) => !one.madeByFirstread).map((one) => one.modality))];
  return (
    <li data-testid="prior" data-study-uid={uid} className={open ? 'rounded-md bg-surface-2/60' : ''}>
      <div className="flex items-start gap-1 px-2 py-1">
        <span className="min-w-0 flex-1">
          <span className="tabular block text-[12px] font-medium">
            {prior.studyDate} <span className="text-text-3">{modalities.join(' ')}</span>
          </span>
          <bdi className="block truncate text-[12px] text-text-2" title={prior.studyDescription ?? ''}>
            {prior.studyDescription ?? '–'}
          </bdi>
        </span>
        <IconButton
          label={t(open ? 'study.priors.close' : 'study.priors.compare', { date: prior.studyDate })}
          pressed={open}
          onClick={() => onCompare(prior)}
          data-testid="compare"
        >
          <Columns2 size={14} aria-hidden />
        </IconButton>
      </div>
      {open && (
        <SeriesButtons
          studyUid={uid}
          series={series}
          current={current}
          thumbnails={null}
          onChoose={onChoose}
        />
      )}
    </li>
  );
}

/** Earlier studies of the same patient. What may be of another person is counted, and not shown. */
export function PriorsList({ priors, ...rest }: Props) {
  const { data } = priors;
  return (
    <section aria-label={t('study.priors')} data-testid="priors" className="mt-2 border-t border-line pt-1.5">
      <h2 className="px-2 pt-1 pb-1 text-[11px] font-medium tracking-[0.02em] text-text-3">
        {t('study.priors')}
      </h2>
      {priors.isPending && (
        <p role="status" className="px-2 text-[12px] text-text-3">
          {t('common.loading')}
        </p>
      )}
      {priors.isError && (
        <div role="alert" className="flex flex-col items-start gap-1 px-2 text-[12px] text-amber">
          {t('study.priors.error')}
          <Button size="sm" onClick={() => void priors.refetch()}>
            {t('error.retry')}
          </Button>
        </div>
      )}
      {data?.priors.length === 0 && <p className="px-2 text-[12px] text-text-3">{t('study.priors.none')}</p>}
      <ul className="flex flex-col gap-0.5">
        {data?.priors.map((prior) => (
          <Prior key={prior.studyInstanceUid} prior={prior} {...rest} />
        ))}
      </ul>
      {data !== undefined && data.doubtful > 0 && (
        <p data-testid="doubtful" className="flex gap-1.5 px-2 py-1 text-[11.5px] text-amber">
          <TriangleAlert size={13} aria-hidden className="mt-[2px] shrink-0" />
          {tn('study.priors.doubtful', data.doubtful)}
        </p>
      )}
    </section>
  );
}
