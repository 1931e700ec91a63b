import type { ReactNode } from 'react';
import type { ImpactReplay, ImpactReplayState } from '@firstread/contract';
import { t } from '@/lib/i18n';
import { Told } from './told';

/** What follows from the replay, once it is there. */
export function Replayed({
  state,
  children,
}: {
  state: ImpactReplayState;
  children: (replay: ImpactReplay) => ReactNode;
}) {
  if (state.state === 'done') return <Told answer={state.answer}>{children}</Told>;
  if (state.state === 'failed')
    return (
      <p role="alert" className="text-[12.5px] text-amber">
        {t('impact.replay.failed', { problem: state.problem })}
      </p>
    );
  const words = t('impact.replay.running', { done: state.done, of: state.of });
  return (
    <div role="status" className="flex flex-col gap-1 text-[12px] text-text-2">
      <progress value={state.done} max={state.of} aria-label={words} className="h-2 w-full accent-cyan" />
      <span className="tabular">{words}</span>
    </div>
  );
}
