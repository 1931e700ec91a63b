import { DomainError } from '../platform/index.js';
import type { ClosingRefusal } from './domain/closing.js';

export function alreadyClosed(id: string, by: string): DomainError {
  return new DomainError(
    'DISCREPANCY_CLOSED',
    409,
    'Closed already',
    `${by} has closed discrepancy ${id} in the meantime.`,
  );
}

const REFUSALS: Record<
  Exclude<ClosingRefusal, 'closed'>,
  [code: string, status: 409 | 422, title: string, detail: string]
> = {
  ungraded: [
    'DISCREPANCY_UNGRADED',
    409,
    'Not graded yet',
    'waits for an attending to say how far apart the two are. Grade it first.',
  ],
  outcome: ['DISCREPANCY_OUTCOME', 422, 'No such outcome', 'does not end like this. Choose another outcome.'],
  nobodyTold: [
    'DISCREPANCY_NOBODY_TOLD',
    422,
    'Nobody is named',
    'is closed only with the name of who was told. Tell them, then name them.',
  ],
};

export function notClosed(id: string, refusal: Exclude<ClosingRefusal, 'closed'>): DomainError {
  const [code, status, title, detail] = REFUSALS[refusal];
  return new DomainError(code, status, title, `Discrepancy ${id} ${detail}`);
}

export function notGradable(id: string): DomainError {
  return new DomainError(
    'DISCREPANCY_NOT_GRADED',
    409,
    'Nothing to grade',
    `Discrepancy ${id} is an AI result that came late: it has no grade. Close it with what followed.`,
  );
}

export function alreadyCompared(studyUid: string): DomainError {
  return new DomainError(
    'EMERGENCY_COMPARED',
    409,
    'Compared already',
    `What the emergency department said of study ${studyUid} stands beside the final report. Tell the radiologist what is different now.`,
  );
}
