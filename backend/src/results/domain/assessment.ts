import { ASSESSMENTS_OF, type AssessmentKind } from '@firstread/contract';

/** Whether what a model looks for is there, as a reader sees it. */
export type Presence = 'present' | 'absent' | 'uncertain';

/** Whether this may be said of a finding that was flagged, or was not. */
export function isFitting(kind: AssessmentKind, flagged: boolean): boolean {
  const fitting: readonly AssessmentKind[] = ASSESSMENTS_OF[flagged ? 'flagged' : 'notFlagged'];
  return fitting.includes(kind);
}

/** What it says of the patient: whether what the model looks for is there. */
export function presenceOf(kind: AssessmentKind, flagged: boolean): Presence {
  switch (kind) {
    case 'agree':
      return flagged ? 'present' : 'absent';
    case 'disagree':
      return 'absent';
    case 'modify':
    case 'missed':
      return 'present';
    case 'cannotJudge':
      return 'uncertain';
  }
}
