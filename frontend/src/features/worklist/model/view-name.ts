import type { View } from '@firstread/contract';
import { t, type MessageKey } from '@/lib/i18n';

const names: Readonly<Record<string, MessageKey>> = {
  all: 'worklist.view.all',
  stat: 'worklist.view.stat',
  overdue: 'worklist.view.overdue',
  suspected: 'worklist.view.suspected',
  mine: 'worklist.view.mine',
  onHold: 'worklist.view.onHold',
};

/** Views of everybody are named by the catalogue, others by who made them. */
export function nameOf(view: Pick<View, 'id' | 'name'>): string {
  const key = names[view.id];
  return key === undefined ? view.name : t(key);
}
