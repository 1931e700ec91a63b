import type { OrderClass, PassedOver, ReadingRequirement, ReadingRights } from '@firstread/contract';
import { holdsBack } from '../../triage/index.js';
import { imageModalities, mayRead, type StudyFacts } from './reading-rights.js';

/** How long a study that a reader skipped is not offered to them again. */
export const SKIP_HIDES_MS = 15 * 60_000;

/** Work of a study, in relative value units. */
export interface RvuTable {
  /** By modality, and by modality and body part where a part has a value of its own: "CT", "CT CHEST". */
  values: ReadonlyMap<string, number>;
  /** Of a study whose modalities the table does not name. */
  other: number;
}

/** Who asks for a study, and what is on their desk. */
export interface AskingReader {
  id: string;
  rights: ReadingRights;
  requirements: readonly ReadingRequirement[];
  /** Most work that they may hold at once; null where nothing limits it. */
  capRvu: number | null;
  /** Most work of a shift; null where nothing limits it. */
  shiftCapRvu: number | null;
  /** Work of what they hold now, also of what was handed to them. */
  outstandingRvu: number;
  /** Work of what they have read since the shift began. */
  readRvu: number;
}

/** An unread study as `nextFor` sees it. */
export interface Candidate {
  studyUid: string;
  orderClass: OrderClass;
  /** A critical suspicion of AI stands. */
  suspected: boolean;
  overdue: boolean;
  dueAt: Date;
  /** Somebody found that it cannot be read before then. */
  hold: { until: Date } | null;
  claim: { holderId: string; handedOver: boolean } | null;
  /** When this reader last skipped it. */
  skippedAt: Date | null;
  facts: StudyFacts;
  rvu: number;
}

export interface Passed<C extends Candidate = Candidate> {
  study: C;
  why: PassedOver['why'];
}

export interface Choice<C extends Candidate> {
  offer: C | null;
  /** Those before it in the reading order, each with the reason. */
  passed: Passed<C>[];
}

/**
 * The first of the candidates, which are in reading order, that this reader can take. No other order is made: what stands
 * before it was passed over for a reason.
 */
export function nextFor<C extends Candidate>(
  reader: AskingReader,
  candidates: readonly C[],
  now: Date,
): Choice<C> {
  const passed: Passed<C>[] = [];
  for (const study of candidates) {
    const why = whyNot(reader, study, now);
    if (why === null) return { offer: study, passed };
    passed.push({ study, why });
  }
  return { offer: null, passed };
}

/** The work of a study is that of its modality with the most; what is said of a body part goes before the modality. */
export function rvuOf(facts: StudyFacts, { values, other }: RvuTable): number {
  const parts = facts.bodyParts.length > 0 ? facts.bodyParts : [''];
  const known = imageModalities(facts).flatMap((modality) =>
    parts.flatMap((part) => values.get(rvuKey(modality, part)) ?? values.get(modality) ?? []),
  );
  return known.length > 0 ? Math.max(...known) : other;
}

/** Under what the table has the work of a modality, or of a body part in it. */
export function rvuKey(modality: string, bodyPart: string | null): string {
  return `${modality} ${bodyPart ?? ''}`.trim().toUpperCase();
}

/** STAT, critical and overdue studies wait for nobody's workload. */
export function isExempt({ orderClass, suspected, overdue }: Candidate): boolean {
  return orderClass === 'stat' || suspected || overdue;
}

/** Why a study is not given to a reader, as "next" has it; null where it is. */
export function whyNot(reader: AskingReader, study: Candidate, now: Date): PassedOver['why'] | null {
  const { claim, hold, dueAt, skippedAt } = study;
  if (claim && claim.holderId !== reader.id) return 'heldByOther';
  if (claim && !claim.handedOver) return 'heldByYou';
  if (hold && holdsBack(hold, dueAt, now)) return 'onHold';
  if (skippedAt && now.getTime() - skippedAt.getTime() < SKIP_HIDES_MS) return 'skipped';
  if (!mayRead(reader.rights, study.facts, reader.requirements).may) return 'noRight';
  // The work of what was handed to the reader counts already.
  if (isExempt(study) || claim?.handedOver) return null;
  const held = reader.outstandingRvu + study.rvu;
  if (exceeds(held, reader.capRvu)) return 'overCap';
  return exceeds(reader.readRvu + held, reader.shiftCapRvu) ? 'overShiftCap' : null;
}

/** Of two places after the point, which is all that work has: the sum of 1.1 and 2.2 is not more than 3.3. */
function exceeds(rvu: number, cap: number | null): boolean {
  return cap !== null && Math.round(rvu * 100) > Math.round(cap * 100);
}
