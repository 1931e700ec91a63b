'use client';
import { CloudOff, Gauge, Info } from 'lucide-react';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import type { AiImpact, AiImpactModels, AiImpactModelsQuery, AiImpactQuery } from '@firstread/contract';
import { TableSkeleton } from '@/components/list/data-table';
import { ErrorState } from '@/components/ui/error-state';
import { StateView } from '@/components/ui/state';
import { useTimeZone } from '@/lib/auth/session';
import { serverNow } from '@/lib/clock/server-clock';
import { percent } from '@/lib/format/figures';
import { formatInstant } from '@/lib/format/instant';
import { t } from '@/lib/i18n';
import { useSettled } from '@/lib/query/use-settled';
import { useImpact, useImpactModels } from '../hooks/use-impact';
import { addressOf, askedOf, chosenOf, periodOf, type Asked } from '../model/period';
import { Choice } from './choice';
import { Alerts, Assumptions, Concordance, Race, Utilisation } from './figures';
import { Gap } from './gap';
import { Anew, Failed, FirstMaking, NotAnew } from './making';
import { Waits } from './waits';
import { WhoPaid } from './who-paid';

/** What a model was worth in a period, and who paid. */
export function AiImpactScreen() {
  const router = useRouter();
  const search = useSearchParams();
  const timeZone = useTimeZone();
  // The address follows what is chosen: it lags behind whoever changes two fields at once.
  const [asked, setAsked] = useState(() => askedOf(search, serverNow(), timeZone));
  const { problem } = periodOf(asked);
  // Days that are typed on the way to others are not asked about.
  const settled = useSettled(asked);
  const { period } = periodOf(settled);
  const listed = useImpactModels(period);
  const models = listed.data?.models ?? [];
  const chosen = chosenOf(asked, models);
  const change = (next: Asked): void => {
    setAsked(next);
    router.replace(addressOf(next), { scroll: false });
  };
  return (
    <div className="h-full overflow-y-auto" data-testid="impact-page">
      <div className="mx-auto flex max-w-[1320px] flex-col gap-3 p-5 max-sm:p-3">
        <header className="max-w-[90ch]">
          <h1 className="text-[16px] font-semibold">{t('impact.title')}</h1>
          <p className="mt-0.5 text-[12.5px] text-pretty text-text-2">{t('impact.lead')}</p>
        </header>
        <Choice asked={asked} chosen={chosen} models={models} problem={problem} onChange={change} />
        {listed.isError && !chosen ? (
          <ErrorState
            title={t('error.load.title')}
            error={listed.error}
            onRetry={() => void listed.refetch()}
          />
        ) : listed.data && !chosen ? (
          <StateView icon={<Gauge size={18} />} title={t('impact.none')} testId="impact-empty">
            {t('impact.none.hint')}
          </StateView>
        ) : (
          period && <Impact query={queryOf(settled, models, period)} />
        )}
      </div>
    </div>
  );
}

function queryOf(
  asked: Asked,
  models: AiImpactModels['models'],
  period: AiImpactModelsQuery,
): AiImpactQuery | null {
  const chosen = chosenOf(asked, models);
  return chosen && { ...chosen, ...period };
}

function Impact({ query }: { query: AiImpactQuery | null }) {
  const answer = useImpact(query);
  if (!answer.data || !query)
    return answer.isError ? (
      <ErrorState title={t('error.load.title')} error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <TableSkeleton label={t('common.loading')} />
    );
  const { data } = answer;
  if (data.state === 'making') return <FirstMaking progress={data.progress} />;
  if (data.state === 'failed') return <Failed query={query} problem={data.problem} />;
  const { impact, progress, problem } = data;
  return (
    <>
      <About impact={impact} stale={answer.isError} model={query} />
      {progress && <Anew progress={progress} />}
      {problem !== null && <NotAnew query={query} problem={problem} />}
      <Figures impact={impact} />
    </>
  );
}

function Figures({ impact }: { impact: AiImpact }) {
  return (
    <>
      <Gap impact={impact} />
      <WhoPaid impact={impact} />
      <Waits impact={impact} />
      <div className="grid items-start gap-3 lg:grid-cols-2">
        <Concordance concordance={impact.concordance} />
        <Race race={impact.race} />
        <Alerts alerts={impact.alerts} />
        <Utilisation impact={impact} />
      </div>
      <Assumptions impact={impact} />
    </>
  );
}

/** What the figures are of, and what to know before they are believed. */
function About({
  impact,
  stale,
  model,
}: {
  impact: AiImpact;
  stale: boolean;
  model: { model: string; version: string };
}) {
  const at = formatInstant(impact.at, useTimeZone());
  const { studies, leftOut, fallbackShare, caveats } = impact;
  return (
    <div className="flex max-w-[95ch] flex-col gap-1 text-[12px] text-text-2">
      {stale && (
        <p role="alert" className="flex items-center gap-1.5 text-amber">
          <CloudOff size={13} aria-hidden className="shrink-0" /> {t('impact.stale', { at })}
        </p>
      )}
      <p>
        {t('impact.of', { studies, at })} {leftOut > 0 && `${t('impact.leftOut', { count: leftOut })} `}
        {fallbackShare !== null &&
          fallbackShare > 0 &&
          t('impact.fallback', { share: percent(fallbackShare) })}{' '}
        <Link
          href={`/models/${encodeURIComponent(model.model)}/${encodeURIComponent(model.version)}`}
          className="text-cyan underline underline-offset-2"
        >
          {t('impact.toModel')}
        </Link>
      </p>
      {caveats.map((one) => (
        <p key={one} className="flex gap-1.5 text-pretty" data-testid="impact-caveat">
          <Info size={13} aria-hidden className="mt-[3px] shrink-0 text-amber" /> {t(`impact.caveat.${one}`)}
        </p>
      ))}
    </div>
  );
}
