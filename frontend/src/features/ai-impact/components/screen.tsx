'use client';
import { CloudOff, Gauge, Info } from 'lucide-react';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import type { AiImpact } from '@firstread/contract';
import { TableSkeleton } from '@/components/list/data-table';
import { ErrorState } from '@/components/ui/error-state';
import { StateView } from '@/components/ui/state';
import { useTimeZone } from '@/lib/auth/session';
import { serverNow } from '@/lib/clock/server-clock';
import { percent } from '@/lib/format/figures';
import { formatInstant } from '@/lib/format/instant';
import { t } from '@/lib/i18n';
import { useImpact, useImpactModels } from '../hooks/use-impact';
import { addressOf, askedOf, chosenOf, periodOf, type Asked } from '../model/period';
import { Choice } from './choice';
import { Alerts, Assumptions, Concordance, Race, Utilisation } from './figures';
import { Gap } from './gap';
import { Waits } from './waits';
import { WhoPaid } from './who-paid';

/** What a model was worth in a period, and who paid. */
export function AiImpactScreen() {
  const router = useRouter();
  const search = useSearchParams();
  const timeZone = useTimeZone();
  // The address follows what is chosen: it lags behind whoever changes two fields at once.
  const [asked, setAsked] = useState(() => askedOf(search, serverNow(), timeZone));
  const { period, problem } = periodOf(asked);
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
          period && <Impact query={chosen && { ...chosen, ...period }} />
        )}
      </div>
    </div>
  );
}

function Impact({ query }: { query: Parameters<typeof useImpact>[0] }) {
  const impact = useImpact(query);
  if (!impact.data || !query)
    return impact.isError ? (
      <ErrorState title={t('error.load.title')} error={impact.error} onRetry={() => void impact.refetch()} />
    ) : (
      <TableSkeleton label={t('common.loading')} />
    );
  return (
    <>
      <About impact={impact.data} stale={impact.isError} model={query} />
      <Figures impact={impact.data} />
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
