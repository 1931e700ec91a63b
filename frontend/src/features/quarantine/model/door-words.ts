import { t } from '@/lib/i18n';

/** The way by which an object came; one without words is said as it came. */
export function doorWords(door: string): string {
  return door === 'dimse' || door === 'stow' ? t(`quarantine.door.${door}`) : door;
}
