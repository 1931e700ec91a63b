import type { AiSummary } from '@firstread/contract';
import { t } from '@/lib/i18n';
import { aiLooks } from './ai-state';
import { looksForNothing } from './ai-summary';

type Result = Pick<AiSummary, 'state' | 'reason' | 'findings'>;

/** The state of one result in words, and why it is so. */
export function aiWords(result: Result): { state: string; why: string | null } {
  if (looksForNothing(result)) return { state: t('ai.drawn'), why: t('ai.drawn.detail') };
  const { text, detail } = aiLooks[result.state];
  return { state: t(text), why: result.reason ?? (detail === null ? null : t(detail)) };
}
