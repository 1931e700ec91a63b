import type { ChangeSince } from '@firstread/contract';
import { t } from '@/lib/i18n';

function wordsOf(change: ChangeSince): string {
  switch (change.kind) {
    case 'claimed':
      return t('study.since.claimed', { by: change.by });
    case 'read':
      return change.by === null ? t('study.since.readByUnknown') : t('study.since.read', { by: change.by });
    case 'ordered':
      return t('study.since.ordered', { order: t(`order.${change.orderClass}`) });
    case 'offList':
      return t('study.since.offList');
  }
}

/** What became of the study since the list showed it, in one sentence. */
export function sinceWords(changes: readonly ChangeSince[]): string {
  return t('study.since', { changes: changes.map(wordsOf).join(', ') });
}
