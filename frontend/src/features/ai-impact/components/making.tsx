'use client';
import { CloudOff, Hourglass, RotateCw } from 'lucide-react';
import type { AiImpactQuery, ImpactProgress } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { StateView } from '@/components/ui/state';
import { t } from '@/lib/i18n';
import { useMakeAgain } from '../hooks/use-impact';
import { stepOf } from '../model/making';

function Progress({ progress }: { progress: ImpactProgress }) {
  const { share, words } = stepOf(progress);
  return (
    <>
      <progress value={share} max={1} aria-label={words} className="h-2 w-64 max-w-full accent-cyan" />
      <span className="tabular">{words}</span>
    </>
  );
}

/** In the place of figures of which none are kept. */
export function FirstMaking({ progress }: { progress: ImpactProgress }) {
  return (
    <StateView icon={<Hourglass size={18} />} title={t('impact.making')} testId="impact-making">
      {t('impact.making.hint')}
      <span className="mt-3 flex flex-col items-center gap-1 text-[12px]">
        <Progress progress={progress} />
      </span>
    </StateView>
  );
}

/** Beside figures that others will take the place of. */
export function Anew({ progress }: { progress: ImpactProgress }) {
  return (
    <div
      role="status"
      data-testid="impact-anew"
      className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[12px] text-text-2"
    >
      {t('impact.making.anew')} <Progress progress={progress} />
    </div>
  );
}

export function Failed({ query, problem }: { query: AiImpactQuery; problem: string }) {
  return (
    <StateView
      role="alert"
      icon={<CloudOff size={18} />}
      title={t('impact.making.failed')}
      actions={<Again query={query} />}
      testId="impact-failed"
    >
      {problem}
    </StateView>
  );
}

/** Beside figures that none could take the place of. */
export function NotAnew({ query, problem }: { query: AiImpactQuery; problem: string }) {
  return (
    <div
      role="alert"
      data-testid="impact-not-anew"
      className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[12px] text-amber"
    >
      <CloudOff size={13} aria-hidden className="shrink-0" /> {t('impact.making.notAnew', { problem })}
      <Again query={query} />
    </div>
  );
}

function Again({ query }: { query: AiImpactQuery }) {
  const again = useMakeAgain(query);
  return (
    <>
      <Button size="sm" disabled={again.isPending} onClick={() => again.mutate()}>
        <RotateCw size={13} aria-hidden /> {t('impact.making.again')}
      </Button>
      {again.isError && <span role="alert">{errorText(again.error)}</span>}
    </>
  );
}
