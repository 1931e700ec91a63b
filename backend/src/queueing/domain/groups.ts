import { studyGroupSchema, type OrderClass, type StudyGroup } from '@firstread/contract';

/** The groups that waits are told of; a study is in several. */
export const GROUPS: readonly StudyGroup[] = studyGroupSchema.options;

/** What the groups of a study follow from. */
export interface StudyTruth {
  orderClass: OrderClass;
  /** Some model looked at it. */
  eligible: boolean;
  flagged: boolean;
  /** Null where nobody knows; `targeted` where a model that looked at it looks for it. */
  condition: 'none' | 'targeted' | 'other' | null;
  /** No model that looks for its condition flagged it. */
  missed: boolean;
}

/** The groups as a set of bits, in the order of `GROUPS`. */
export function groupBits({ orderClass, eligible, flagged, condition, missed }: StudyTruth): number {
  const groups: StudyGroup[] = [
    'all',
    orderClass,
    eligible ? (flagged ? 'flagged' : 'unflagged') : 'notEligible',
  ];
  if (condition === 'targeted') groups.push('diseased');
  if (condition === 'targeted' && missed) groups.push('missed');
  if (condition === 'other') groups.push('otherUrgent');
  return groups.reduce((bits, group) => bits | bitOf(group), 0);
}

export function bitOf(group: StudyGroup): number {
  return 1 << GROUPS.indexOf(group);
}
