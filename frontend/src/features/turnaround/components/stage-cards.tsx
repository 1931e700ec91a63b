'use client';
import Link from 'next/link';
import { useState } from 'react';
import type { StageId, Turnaround, TurnaroundGroup } from '@firstread/contract';
import { CloudOff } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { t } from '@/lib/i18n';
import { useFigures } from '../hooks/use-turnaround';
import { addressOf, studiesAddress, type Asked } from '../model/place';
import { countText, durationText, excludedWords, shareText, stageName, stageWords } from '../model/words';

/** The way of a report, and what is promised of AI and of critical results. */
const FIRST: readonly StageId[] = [
  'transmission',
  'wait',
  'read',
  'reportTurnaround',
  'finalTurnaround',
  'aiLatency',
  'acknowledgement',
  'criticalClosure',
];
const MORE: readonly StageId[] = [
  'orderToExam',
  'orderToArrival',
  'orderToFinal',
  'preliminaryToFinal',
  'aiQueue',
  'aiCompute',
  'notification',
  'criticalCommunication',
];
const QUANTILES = ['p75', 'p90', 'p95', 'p99', 'max'] as const;

/** A card for each stage; the one that the charts are of stands out. */
export function StageCards({ asked }: { asked: Asked }) {
  const [more, setMore] = useState(MORE.includes(asked.place.stage));
  return (
    <section aria-label={t('turnaround.stages')} data-testid="turnaround-stages">
      <div className="grid grid-cols-[repeat(auto-fill,minmax(270px,1fr))] gap-2">
        {[...FIRST, ...(more ? MORE : [])].map((stage) => (
          <StageCard
            key={stage}
            asked={{ ...asked, place: { ...asked.place, stage } }}
            current={stage === asked.place.stage}
          />
        ))}
      </div>
      {!more && (
        <Button size="sm" variant="ghost" className="mt-1" onClick={() => setMore(true)}>
          {t('turnaround.stages.more')}
        </Button>
      )}
    </section>
  );
}

function StageCard({ asked, current }: { asked: Asked; current: boolean }) {
  const { stage } = asked.place;
  const query = useFigures(asked, 'none');
  return (
    <article
      data-testid={`stage-${stage}`}
      aria-labelledby={`stage-name-${stage}`}
      aria-busy={query.isPlaceholderData}
      className={`flex min-h-[178px] min-w-0 flex-col aria-busy:opacity-50 rounded-lg border bg-surface-1 p-3 ${current ? 'border-cyan' : 'border-line'}`}
    >
      <h2 id={`stage-name-${stage}`} className="text-[13px] font-semibold">
        <Link
          href={addressOf(asked.place)}
          scroll={false}
          prefetch={false}
          aria-current={current ? 'true' : undefined}
          className="underline-offset-2 hover:underline"
        >
          {stageName(stage)}
        </Link>
      </h2>
      {query.data ? (
        <CardFigures asked={asked} data={query.data} />
      ) : query.isError ? (
        <p role="alert" className="mt-3 flex items-center gap-2 text-[12px] text-amber">
          <CloudOff size={13} aria-hidden /> {t('error.load.title')}
          <Button size="sm" onClick={() => void query.refetch()}>
            {t('error.retry')}
          </Button>
        </p>
      ) : (
        <div role="status" aria-label={t('common.loading')} className="mt-3 flex flex-col gap-3">
          <span className="h-2 w-3/4 rounded-full bg-surface-3" />
          <span className="h-6 w-1/3 rounded-full bg-surface-3" />
          <span className="h-2 w-1/2 rounded-full bg-surface-3" />
        </div>
      )}
    </article>
  );
}

function CardFigures({ asked, data: { stage, groups } }: { asked: Asked; data: Turnaround }) {
  const all = groups[0];
  return (
    <>
      <p className="text-[11.5px] leading-4 text-pretty text-text-2">{stageWords(stage)}</p>
      {all ? (
        <Measured asked={asked} all={all} />
      ) : (
        <p className="mt-3 text-[12.5px] text-text-2">{t('turnaround.empty')}</p>
      )}
    </>
  );
}

function Measured({ asked, all }: { asked: Asked; all: TurnaroundGroup }) {
  return (
    <>
      {all.suppressed ? (
        <p className="mt-2 text-[12.5px] text-text-2">{t('turnaround.suppressed')}</p>
      ) : (
        <dl className="mt-1.5 grid grid-cols-5 gap-x-2 gap-y-1 text-[12px]">
          <div className="col-span-5 flex items-baseline gap-2">
            <dt className="text-[11px] text-text-3">{t('turnaround.median')}</dt>
            <dd data-testid="card-median" className="tabular text-[22px] leading-7 font-semibold">
              {durationText(all.median)}
            </dd>
          </div>
          {QUANTILES.map((one) => (
            <div key={one}>
              <dt className="text-[11px] text-text-3">{t(`turnaround.${one}`)}</dt>
              <dd className="tabular whitespace-nowrap">{durationText(all[one])}</dd>
            </div>
          ))}
        </dl>
      )}
      <Counts asked={asked} all={all} />
    </>
  );
}

/** How many it is of, which are open, and what is not in it. */
function Counts({ asked, all }: { asked: Asked; all: TurnaroundGroup }) {
  const { n, open, medianWithOpen, fallbackShare, excluded } = all;
  const link = 'tabular underline decoration-line-strong underline-offset-2 hover:decoration-current';
  const left = excludedWords(excluded);
  return (
    <div className="mt-auto flex flex-col gap-0.5 pt-2 text-[11.5px] leading-4 text-text-2">
      <p>
        {n !== null && (
          <Link
            href={studiesAddress(asked, { groupBy: 'none', state: 'ended' })}
            prefetch={false}
            className={link}
            data-testid="card-n"
          >
            {t('turnaround.card.n', { n: countText(n) })}
          </Link>
        )}
        {n !== null && open !== null && ' · '}
        {open !== null && (
          <Link
            href={studiesAddress(asked, { groupBy: 'none', state: 'open' })}
            prefetch={false}
            className={link}
          >
            {t('turnaround.card.openCount', { n: countText(open) })}
          </Link>
        )}
        {open !== null && open > 0 && (
          <span>
            {' · '}
            {medianWithOpen === null
              ? t('turnaround.card.withOpen.none')
              : t('turnaround.card.withOpen', { time: durationText(medianWithOpen) })}
          </span>
        )}
      </p>
      {fallbackShare !== null && <p>{t('turnaround.card.fallback', { share: shareText(fallbackShare) })}</p>}
      {left === '' ? (
        <p>{t('turnaround.card.excluded.none')}</p>
      ) : (
        <p>
          <Link
            href={studiesAddress(asked, { groupBy: 'none', state: 'excluded' })}
            prefetch={false}
            className={link}
          >
            {t('turnaround.card.excluded', { what: left })}
          </Link>
        </p>
      )}
    </div>
  );
}
