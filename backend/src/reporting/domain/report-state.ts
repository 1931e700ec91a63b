import type { ReaderGrade, ReportStage, SignedStage } from '@firstread/contract';

/** Where a report stands, as far as it decides on who may do what. */
export interface ReportState {
  stage: ReportStage;
  /** Whether there is a text that is being written. */
  drafting: boolean;
  /** Who writes it; of an addendum, who writes that. */
  authorId: string;
  authorGrade: ReaderGrade;
  /** Versions that were signed. */
  signed: number;
}

export interface Writer {
  id: string;
  grade: ReaderGrade;
}

/** Why something is refused. */
export type ReportRefusal = 'otherAuthor' | 'needsAttending' | 'nothingToSign' | 'final' | 'notFinal';

/** Attendings also change what a resident has signed as preliminary and waits for them. */
export function writingRefusal(state: ReportState, who: Writer): ReportRefusal | null {
  if (!state.drafting) return 'final';
  if (state.authorId === who.id) return null;
  return state.stage === 'preliminary' && who.grade === 'attending' ? null : 'otherAuthor';
}

/** A draft, or an addendum, of somebody who does not go on with it. A resident leaves an attending's alone. */
export function takeOverRefusal(state: ReportState, who: Writer): ReportRefusal | null {
  if (!state.drafting) return 'final';
  if (who.grade === 'attending') return null;
  return state.stage !== 'final' && state.authorGrade === 'resident' ? null : 'needsAttending';
}

/** A final report is never changed: what comes after it is an addendum. */
export function additionRefusal(state: ReportState, who: Writer): ReportRefusal | null {
  if (state.stage !== 'final') return 'notFinal';
  if (state.drafting) return 'otherAuthor';
  return who.grade === 'attending' ? null : 'needsAttending';
}

export function signingRefusal(state: ReportState, stage: SignedStage, who: Writer): ReportRefusal | null {
  if (!state.drafting) return 'nothingToSign';
  if ((state.stage === 'final') !== (stage === 'addendum'))
    return stage === 'addendum' ? 'notFinal' : 'final';
  if (stage !== 'preliminary' && who.grade !== 'attending') return 'needsAttending';
  return writingRefusal(state, who);
}

/** The state after a signature that is not refused. A preliminary report goes on being written until it is final. */
export function afterSigning(state: ReportState, stage: SignedStage): ReportState {
  return {
    ...state,
    stage: stage === 'preliminary' ? 'preliminary' : 'final',
    drafting: stage === 'preliminary',
    signed: state.signed + 1,
  };
}

/** The state in which its new author writes. */
export function withAuthor(state: ReportState, who: Writer): ReportState {
  return { ...state, drafting: true, authorId: who.id, authorGrade: who.grade };
}

/** What a reader may sign it as now. */
export function signableBy(state: ReportState, who: Writer): SignedStage[] {
  const stages: SignedStage[] = ['preliminary', 'final', 'addendum'];
  return stages.filter((stage) => signingRefusal(state, stage, who) === null);
}
