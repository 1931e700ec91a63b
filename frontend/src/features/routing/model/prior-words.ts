import type { PriorSource } from '@firstread/contract';
import { t, tn } from '@/lib/i18n';

/** Which studies of a patient a source is asked for. */
export function priorWords({
  maximum,
  withinDays,
  sameModality,
}: Pick<PriorSource, 'maximum' | 'withinDays' | 'sameModality'>): string {
  const which = tn('priors.which', maximum, { days: withinDays });
  return sameModality ? `${which}, ${t('priors.which.sameModality')}` : which;
}
