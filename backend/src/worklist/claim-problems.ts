import type { Principal } from '../identity/index.js';
import { DomainError } from '../platform/index.js';
import type { StoredClaim } from './claim-store.js';

/**
 * The claim, if it is the one of the token. One that ran out and that nobody took since is still its holder's. Throws 409
 * otherwise.
 */
export function requireToken(
  claim: StoredClaim | undefined,
  studyUid: string,
  token: string,
  by: Principal,
): StoredClaim {
  if (claim?.token === token && claim.holderId === by.id) return claim;
  const taken = claim !== undefined && claim.holderId !== by.id;
  const now = taken ? `${claim.holder} holds it now` : 'it was given back';
  throw conflict(
    taken ? 'CLAIM_TAKEN' : 'CLAIM_LOST',
    'The claim is over',
    `Your claim of study ${studyUid} is over: ${now}. What you did under it was not kept.`,
  );
}

/** 409: another reader holds the study. */
export function claimed({ holder, since }: StoredClaim, studyUid: string): DomainError {
  return conflict(
    'STUDY_CLAIMED',
    'Another reader has the study',
    `${holder} has read study ${studyUid} since ${since.toISOString()}. Take another, or take this one over with a reason.`,
  );
}

export function readingSigned(studyUid: string): DomainError {
  return conflict(
    'READING_SIGNED',
    'The report is signed',
    `Study ${studyUid} has a final report, so it stays read. What is to be added goes into an addendum.`,
  );
}

export function conflict(code: string, title: string, detail: string): DomainError {
  return new DomainError(code, 409, title, detail);
}
