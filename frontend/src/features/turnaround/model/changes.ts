import type { TurnaroundChange } from '@firstread/contract';
import { t } from '@/lib/i18n';

export function changeWords(change: TurnaroundChange): string {
  if (change.kind === 'rules') return t('turnaround.change.rules', { version: change.version });
  const { name, version, from } = change;
  const to = t(`models.stage.${change.to}`);
  return from === null
    ? t('turnaround.change.model.new', { name, version, to })
    : t('turnaround.change.model', { name, version, from: t(`models.stage.${from}`), to });
}

/** One mark for each day on which something changed: there is no room for more. */
export function marksOf(changes: readonly TurnaroundChange[]): { day: string; name: string }[] {
  return [...new Set(changes.map(({ day }) => day))].map((day) => {
    const own = changes.filter((change) => change.day === day);
    const [first] = own;
    const name =
      first && own.length === 1
        ? shortWords(first)
        : t('turnaround.change.mark.several', { count: own.length });
    return { day, name };
  });
}

function shortWords(change: TurnaroundChange): string {
  return change.kind === 'rules'
    ? t('turnaround.change.mark.rules', { version: change.version })
    : t('turnaround.change.mark.model', { name: change.name, to: t(`models.stage.${change.to}`) });
}
