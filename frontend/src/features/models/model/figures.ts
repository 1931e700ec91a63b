import { t } from '@/lib/i18n';
import { percentText, proportionText } from '@/lib/format/figures';

export { percentText, proportionText };

export function aucText(auc: { value: number; interval95: [number, number] } | null): string {
  if (auc === null) return '–';
  return `${auc.value.toFixed(3)} (${auc.interval95[0].toFixed(3)} to ${auc.interval95[1].toFixed(3)})`;
}

export function millisecondsText(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

export function rateText(count: number, of: number): string {
  return of === 0 ? '–' : `${percentText(count / of)}, ${count} of ${of}`;
}

/** What a row of figures is of. */
export function groupText({
  by,
  name,
}: {
  by: 'all' | 'sex' | 'age' | 'scanner' | 'site';
  name: string;
}): string {
  return by === 'all'
    ? t('models.group.all')
    : t('models.group.of', { by: t(`models.group.by.${by}`), name });
}
