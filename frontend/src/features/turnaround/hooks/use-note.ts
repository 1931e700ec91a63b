'use client';
import { t } from '@/lib/i18n';
import type { Asked } from '../model/place';
import { countText, stageWords } from '../model/words';
import { useFigures } from './use-turnaround';

/** What every chart says of itself: its events, its days, and how many it is of. */
export function useNote(asked: Asked): string {
  const { data } = useFigures(asked, 'none');
  if (!data) return '';
  const [all] = data.groups;
  const open = all?.open ?? 0;
  return t(open > 0 ? 'turnaround.note.open' : 'turnaround.note', {
    events: stageWords(data.stage),
    period: t('turnaround.period.words', { from: asked.from, to: asked.to }),
    n: countText(all?.n ?? (all ? null : 0)),
    open: countText(open),
  });
}
