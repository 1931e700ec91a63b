import {
  mustNameReceiver,
  outcomesOf,
  type CloseDiscrepancy,
  type DiscrepancyGrade,
  type DiscrepancyKind,
} from '@firstread/contract';

/** Why a discrepancy is not closed like this. */
export type ClosingRefusal = 'closed' | 'ungraded' | 'outcome' | 'nobodyTold';

export interface Closable {
  kind: DiscrepancyKind;
  grade: DiscrepancyGrade | null;
  closedBy: string | null;
}

export function closingRefusal(
  { kind, grade, closedBy }: Closable,
  { outcome, toldTo }: CloseDiscrepancy,
): ClosingRefusal | null {
  if (closedBy !== null) return 'closed';
  if (kind !== 'lateAi' && grade === null) return 'ungraded';
  if (!outcomesOf(kind).includes(outcome)) return 'outcome';
  return toldTo === null && mustNameReceiver(kind, grade, outcome) ? 'nobodyTold' : null;
}
