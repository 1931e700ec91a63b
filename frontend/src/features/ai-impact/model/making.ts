import type { AiImpactAnswer, ImpactProgress } from '@firstread/contract';
import { t } from '@/lib/i18n';

/** Of the answer that is being made, if one is. */
export function progressOf(answer: AiImpactAnswer): ImpactProgress | null {
  return answer.state === 'failed' ? null : answer.progress;
}

/** The log is replayed so many times. */
const REPLAYS = 4;

/** How far it has come as a share, and in words. */
export function stepOf(progress: ImpactProgress): { share: number; words: string } {
  const of = (steps: number) => steps / (REPLAYS + 2);
  switch (progress.step) {
    case 'inLine':
      return { share: 0, words: t('impact.making.inLine', { place: progress.place }) };
    case 'reading':
      return { share: of(0), words: t('impact.making.reading') };
    case 'measuring':
      return { share: of(1), words: t('impact.making.measuring') };
    case 'replaying':
      return {
        share: of(2 + (REPLAYS * progress.done) / progress.of),
        words: t('impact.making.replaying', { done: progress.done, of: progress.of }),
      };
  }
}
