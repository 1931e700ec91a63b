import type {
  Estimate,
  SimulatedArm,
  SimulatedWait,
  SimulationAnswer,
  StudyGroup,
} from '@firstread/contract';
import { t } from '@/lib/i18n';

/** Groups in the order in which a head asks about them. */
export const GROUPS: readonly StudyGroup[] = [
  'all',
  'diseased',
  'flagged',
  'unflagged',
  'missed',
  'otherUrgent',
  'notEligible',
  'stat',
  'urgent',
  'routine',
];

export interface WaitRow {
  id: string;
  name: string;
  before: SimulatedWait | undefined;
  after: SimulatedWait | undefined;
}

/** Every group and condition of two arms. */
export function rowsOf(before: SimulatedArm, after: SimulatedArm): WaitRow[] {
  const groups = GROUPS.map((group): WaitRow => ({
    id: group,
    name: t(`whatIf.group.${group}`),
    before: before.groups[group],
    after: after.groups[group],
  }));
  const conditions = after.conditions.map(({ condition, waits }) => ({
    id: `condition ${condition}`,
    name: t('whatIf.group.condition', { condition }),
    before: before.conditions.find((one) => one.condition === condition)?.waits,
    after: waits,
  }));
  return [...groups, ...conditions].filter((row) => row.before !== undefined || row.after !== undefined);
}

export interface Change {
  name: string;
  /** Minutes that the mean wait is longer; negative: shorter. */
  meanMinutes: number;
  p99Minutes: number | null;
  /** Whether the two means are told apart: their intervals do not meet. */
  certain: boolean;
}

/** Who waits longer and who shorter, the largest change first; `all` is nobody's wait. */
export function changesOf(rows: readonly WaitRow[]): { gains: Change[]; pays: Change[]; same: Change[] } {
  const changes = rows.flatMap(({ id, name, before, after }): Change[] => {
    const [was, is] = [before?.meanMinutes, after?.meanMinutes];
    if (id === 'all' || !was || !is || was.value === null || is.value === null) return [];
    const [p99Was, p99Is] = [before?.p99Minutes.value ?? null, after?.p99Minutes.value ?? null];
    return [
      {
        name,
        meanMinutes: is.value - was.value,
        p99Minutes: p99Was === null || p99Is === null ? null : p99Is - p99Was,
        certain: apart(was, is),
      },
    ];
  });
  const sized = changes.sort((a, b) => Math.abs(b.meanMinutes) - Math.abs(a.meanMinutes));
  return {
    gains: sized.filter(({ certain, meanMinutes }) => certain && meanMinutes < 0),
    pays: sized.filter(({ certain, meanMinutes }) => certain && meanMinutes > 0),
    same: sized.filter(({ certain }) => !certain),
  };
}

function apart(a: Estimate, b: Estimate): boolean {
  if (!a.interval95 || !b.interval95) return false;
  return a.interval95[1] < b.interval95[0] || b.interval95[1] < a.interval95[0];
}

export type Against = 'today' | 'withoutAi';

/** What the answer is held against. */
export function armsOf(
  whatIf: SimulationAnswer,
  today: SimulationAnswer | null,
  against: Against,
): { before: SimulatedArm; after: SimulatedArm } {
  const before = against === 'today' && today ? today.withAi : whatIf.withoutAi;
  return { before, after: whatIf.withAi };
}
