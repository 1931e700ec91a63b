'use client';
import { FlaskConical, Square } from 'lucide-react';
import type { WhatIfScenario } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { StateView } from '@/components/ui/state';
import { t } from '@/lib/i18n';
import { useSimulation } from '../hooks/use-simulation';
import { Fields, Part } from './part';
import { NumberField } from './number-field';
import { Waits } from './waits';

interface Props {
  scenario: WhatIfScenario;
  today: WhatIfScenario;
  /** The form holds something that cannot be asked about. */
  wrong: boolean;
  onChange: (scenario: WhatIfScenario) => void;
}

/** The scenario and today, played in a thread of the server. */
export function Simulation({ scenario, today, wrong, onChange }: Props) {
  const run = useSimulation();
  const { simulation, running } = run;
  const { days, warmUpDays, replications, seed } = scenario;
  const start = (): void =>
    run.start({ whatIf: scenario, today: { ...today, days, warmUpDays, replications, seed } });
  return (
    <Part
      title={t('whatIf.simulated')}
      action={
        running ? (
          <Button size="sm" onClick={run.cancel}>
            <Square size={11} aria-hidden /> {t('whatIf.simulated.cancel')}
          </Button>
        ) : (
          <Button size="sm" variant="primary" disabled={wrong} onClick={start} data-testid="simulate">
            {t('whatIf.simulated.start')}
          </Button>
        )
      }
    >
      <p className="mb-2 text-[12px] text-text-3">{t('whatIf.simulated.lead', { days, replications })}</p>
      <Fields>
        <NumberField
          label={t('whatIf.run.days')}
          value={days}
          min={3}
          max={365}
          onChange={(next) => onChange({ ...scenario, days: next })}
        />
        <NumberField
          label={t('whatIf.run.replications')}
          value={replications}
          min={2}
          max={100}
          onChange={(next) => onChange({ ...scenario, replications: next })}
        />
      </Fields>
      <div className="mt-3" data-testid="simulation">
        {run.error ? (
          <ErrorState title={t('whatIf.simulated.error')} error={run.error} onRetry={start} />
        ) : running ? (
          <Progress done={simulation?.done ?? 0} of={simulation?.of ?? 2 * replications} />
        ) : simulation?.state === 'failed' ? (
          <p role="alert" className="text-[12.5px] text-amber">
            {simulation.problem}
          </p>
        ) : simulation?.whatIf ? (
          <Answer simulation={simulation} old={JSON.stringify(run.scenario) !== JSON.stringify(scenario)} />
        ) : (
          <StateView icon={<FlaskConical size={18} />} title={t('whatIf.simulated.empty')}>
            {t('whatIf.simulated.empty.hint')}
          </StateView>
        )}
      </div>
    </Part>
  );
}

function Answer({
  simulation,
  old,
}: {
  simulation: NonNullable<ReturnType<typeof useSimulation>['simulation']>;
  old: boolean;
}) {
  const { whatIf, today } = simulation;
  if (!whatIf?.known) return <p className="text-[12.5px] text-amber">{whatIf?.refusal.reason}</p>;
  return (
    <div className={old ? 'flex flex-col gap-2 opacity-70' : 'flex flex-col gap-2'}>
      {old && <p className="text-[12.5px] text-amber">{t('whatIf.simulated.old')}</p>}
      <Waits whatIf={whatIf.value} today={today?.known ? today.value : null} />
    </div>
  );
}

function Progress({ done, of }: { done: number; of: number }) {
  const words = t('whatIf.simulated.progress', { done, of });
  return (
    <div className="flex flex-col gap-1 text-[12px] text-text-2">
      <progress value={done} max={of} aria-label={words} className="h-2 w-full accent-cyan" />
      <span className="tabular">{words}</span>
    </div>
  );
}
