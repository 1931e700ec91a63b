import { DomainError } from '../platform/index.js';
import type { ReportRefusal } from './domain/report-state.js';

const REFUSALS: Record<ReportRefusal, [code: string, status: 403 | 409, title: string, detail: string]> = {
  otherAuthor: [
    'REPORT_OF_OTHER',
    409,
    'Another reader writes it',
    'is being written by somebody else. Take it over first; the text stays as it is.',
  ],
  needsAttending: [
    'REPORT_NEEDS_ATTENDING',
    403,
    'Only an attending may',
    'needs an attending for this. Sign it as preliminary, and an attending makes it final.',
  ],
  nothingToSign: [
    'REPORT_NOT_OPEN',
    409,
    'Nothing to sign',
    'has no text that is not signed. Begin an addendum.',
  ],
  final: ['REPORT_FINAL', 409, 'The report is final', 'is final and stays as it is. Begin an addendum.'],
  notFinal: [
    'REPORT_NOT_FINAL',
    409,
    'The report is not final',
    'is not final yet. Change its text instead.',
  ],
};

export function refused(refusal: ReportRefusal, studyUid: string): DomainError {
  const [code, status, title, detail] = REFUSALS[refusal];
  return new DomainError(code, status, title, `The report of study ${studyUid} ${detail}`);
}

/** Somebody, or another window, has written since. */
export function reportChanged(studyUid: string): DomainError {
  return new DomainError(
    'REPORT_CHANGED',
    409,
    'The report has changed',
    `The report of study ${studyUid} was changed elsewhere. Look at both texts, then go on with one.`,
  );
}

export function conflict(code: string, title: string, detail: string): DomainError {
  return new DomainError(code, 409, title, detail);
}

export function invalid(code: string, title: string, detail: string): DomainError {
  return new DomainError(code, 422, title, detail);
}
