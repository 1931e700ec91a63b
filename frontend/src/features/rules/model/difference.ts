import type { ReadingRules, TargetException } from '@firstread/contract';
import { formatDuration } from '@/lib/format/duration';
import { t } from '@/lib/i18n';

const MINUTE = 60_000;

export function formatMinutes(minutes: number): string {
  return formatDuration(minutes * MINUTE);
}

/** What changes from the first rules to the second, a line for each change. */
export function differenceOf(from: ReadingRules, to: ReadingRules): string[] {
  return [
    ...(['stat', 'urgent', 'routine'] as const).flatMap((one) =>
      changed(t(`order.${one}`), from.targets[one], to.targets[one]),
    ),
    ...changed(t('readingRules.suspicion'), from.suspicionMinutes, to.suspicionMinutes),
    ...(from.suspicionRank === to.suspicionRank ? [] : [t(`readingRules.rank.${to.suspicionRank}`)]),
    ...exceptionChanges(from.exceptions, to.exceptions),
  ];
}

function changed(name: string, from: number, to: number): string[] {
  if (from === to) return [];
  return [t('readingRules.change', { name, from: formatMinutes(from), to: formatMinutes(to) })];
}

function exceptionChanges(from: readonly TargetException[], to: readonly TargetException[]): string[] {
  const was = new Map(from.map((one) => [exceptionName(one), one.minutes]));
  const will = new Map(to.map((one) => [exceptionName(one), one.minutes]));
  return [
    ...[...will].flatMap(([name, minutes]) => {
      const before = was.get(name);
      if (before !== undefined) return changed(name, before, minutes);
      return [t('readingRules.change.new', { name, to: formatMinutes(minutes) })];
    }),
    ...[...was.keys()]
      .filter((name) => !will.has(name))
      .map((name) => t('readingRules.change.gone', { name })),
  ];
}

export function exceptionName({ orderClass, modality, location, site }: TargetException): string {
  return [t(`order.${orderClass}`), modality, location, site].filter((part) => part !== null).join(', ');
}
