import type {
  IntervalExclusion,
  Stage,
  StageId,
  StagePoint,
  TurnaroundGroup,
  TurnaroundGroupBy,
  TurnaroundPeriod,
} from '@firstread/contract';
import { formatDuration } from '@/lib/format/duration';
import { t, type MessageKey } from '@/lib/i18n';

const PLAIN_UNDER_S = 10;

/** "0.4 s", "12 min", "3 h 05"; a dash where there is none. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds > 0 && seconds < PLAIN_UNDER_S) return `${seconds.toFixed(1)} s`;
  return formatDuration(seconds * 1000);
}

/** "12m", "3h05", "2d": for a cell that holds no more. */
export function shortDuration(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 36_000)
    return `${Math.floor(seconds / 3600)}h${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')}`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

export function shareText(share: number | null): string {
  if (share === null) return '–';
  return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}

export function countText(count: number | null): string {
  return count === null ? '–' : count.toLocaleString('en');
}

export function periodWords(period: TurnaroundPeriod): string {
  if (!('days' in period)) return t('turnaround.period.words', { from: period.from, to: period.to });
  return period.days === 1
    ? t('turnaround.period.today')
    : t('turnaround.period.days', { days: period.days });
}

/** What groups are by, within a sentence. */
export function byWords(by: TurnaroundGroupBy): string {
  const words = t(`turnaround.by.${by}`);
  return words.startsWith('AI') ? words : words.toLowerCase();
}

export function stageName(id: StageId): string {
  return t(`turnaround.stage.${id}`);
}

/** "ready to read, else exam completed". */
export function pointWords({ events, fallbacks }: StagePoint): string {
  const name = (kind: StagePoint['events'][number]) => t(`turnaround.event.${kind}`);
  const first = events.map(name).join(t('turnaround.or'));
  if (fallbacks.length === 0) return first;
  return t('turnaround.else', { first, others: fallbacks.map(name).join(t('turnaround.then')) });
}

/** "From ready to read to opened". */
export function stageWords({ start, end }: Pick<Stage, 'start' | 'end'>): string {
  return t('turnaround.fromTo', { start: pointWords(start), end: pointWords(end) });
}

/** "5 cancelled, 2 ended before they began"; empty where nothing was left out. */
export function excludedWords(excluded: TurnaroundGroup['excluded']): string {
  return (Object.entries(excluded) as [IntervalExclusion, number][])
    .map(([why, count]) => `${countText(count)} ${t(`turnaround.excluded.${why}`)}`)
    .join(', ');
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export function weekdayName(weekday: number): string {
  return t(`turnaround.weekday.${WEEKDAYS[weekday] ?? 'mon'}`);
}

/** A group as people call it. */
export function groupName(by: TurnaroundGroupBy, key: string): string {
  switch (by) {
    case 'none':
      return t('turnaround.all');
    case 'day':
    case 'modality':
      return key;
    case 'site':
      return key === '' ? t('turnaround.site.none') : key;
    case 'orderClass':
      return t(`order.${key}` as MessageKey);
    case 'aiState':
      return t(`turnaround.ai.${key}` as MessageKey);
    case 'shift':
      return t(`turnaround.shift.${key}` as MessageKey);
    case 'load':
      return t('turnaround.load.of', { band: key.replace('-', '–') });
    case 'hourOfWeek': {
      const hour = String(Number(key) % 24).padStart(2, '0');
      return `${weekdayName(Math.floor(Number(key) / 24))} ${hour}:00`;
    }
  }
}

const ORDERS: Partial<Record<TurnaroundGroupBy, readonly string[]>> = {
  orderClass: ['stat', 'urgent', 'routine'],
  aiState: ['flagged', 'notFlagged', 'pending', 'noResult', 'notEligible'],
  shift: ['day', 'evening', 'night'],
  load: ['0-9', '10-24', '25-49', '50-99', '100+'],
};

/** In the order in which people name them, where they have one. */
export function inOrder<G extends { key: string }>(by: TurnaroundGroupBy, groups: readonly G[]): G[] {
  const order = ORDERS[by];
  return order ? [...groups].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key)) : [...groups];
}
