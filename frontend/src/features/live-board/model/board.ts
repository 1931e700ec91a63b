import { AGE_LIMITS, type LiveBoard, type WorklistFilter, type WorklistLayout } from '@firstread/contract';
import { t } from '@/lib/i18n';
import { addressOf } from '@/lib/list/worklist-address';

/** Figures older than this are said to be old: two refreshes were missed. */
export const STALE_MS = 30_000;

type Sort = WorklistLayout['sort'];
export const longestFirst: Sort = [{ column: 'waiting', direction: 'descending' }];
export const dueFirst: Sort = [{ column: 'due', direction: 'ascending' }];

/** The worklist with this filter; nothing of a patient stands in it. */
export function listOf(filter: WorklistFilter | null, sort: Sort = null): string {
  return `/worklist${addressOf({ view: 'all', filter, sort })}`;
}

/** "30 min", "1 h", "24 h". */
function limitText(minutes: number): string {
  return minutes < 60 ? `${minutes} min` : `${minutes / 60} h`;
}

/** The words of each age, the youngest first: "< 30 min", "30 min–1 h", "1–2 h", …, "≥ 24 h". */
export function ageLabels(limits: readonly number[] = AGE_LIMITS): string[] {
  const [first = 0, last = 0] = [limits[0], limits.at(-1)];
  const between = limits.slice(1).map((to, index) => {
    const from = limits[index] ?? 0;
    const sameUnit = from >= 60;
    return t('board.age.between', {
      from: sameUnit ? from / 60 : limitText(from),
      to: limitText(to),
    });
  });
  return [
    t('board.age.under', { to: limitText(first) }),
    ...between,
    t('board.age.over', { from: limitText(last) }),
  ];
}

/** The longest bar of the table: a bar is a share of the greatest cell. */
export function greatestCell({ bands }: LiveBoard['unread']): number {
  return Math.max(1, ...bands.flatMap(({ byAge }) => byAge));
}

export interface AiTotals {
  pending: number;
  running: number;
  failed: number;
  notEvaluable: number;
}

export function aiTotals({ models }: LiveBoard['ai']): AiTotals {
  return models.reduce<AiTotals>(
    (total, { pending, running, failed, notEvaluable }) => ({
      pending: total.pending + pending,
      running: total.running + running,
      failed: total.failed + failed,
      notEvaluable: total.notEvaluable + notEvaluable,
    }),
    { pending: 0, running: 0, failed: 0, notEvaluable: 0 },
  );
}
