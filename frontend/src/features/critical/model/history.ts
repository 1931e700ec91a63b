import type { CriticalResult } from '@firstread/contract';
import { t } from '@/lib/i18n';

export interface HistoryLine {
  at: string;
  text: string;
  note: string | null;
}

/** All that was done about a result, oldest first. */
export function historyOf(result: CriticalResult): HistoryLine[] {
  const { attempts, handedOver, receipt, closed, withdrawn } = result;
  const lines: HistoryLine[] = [
    { at: result.markedAt, text: t('critical.history.marked', { by: result.markedBy }), note: null },
    ...attempts.map(({ at, by, called, reached, note }) => ({
      at,
      text: t('critical.history.attempt', {
        by,
        called,
        result: t(reached ? 'critical.history.reached' : 'critical.history.notReached'),
      }),
      note,
    })),
    ...handedOver.map(({ at, by, to, note }) => ({
      at,
      text: t('critical.history.handedOver', { by, to }),
      note,
    })),
  ];
  if (receipt)
    lines.push({
      at: receipt.communicatedAt,
      text: t('critical.history.received', { receiver: receipt.receiver, by: receipt.communicatedBy }),
      note: receipt.note,
    });
  if (closed)
    lines.push({ at: closed.at, text: t('critical.history.closed', { by: closed.by }), note: closed.note });
  if (withdrawn)
    lines.push({
      at: withdrawn.at,
      text: t('critical.history.withdrawn', { by: withdrawn.by }),
      note: withdrawn.reason,
    });
  return lines.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
