import { DomainError } from '../platform/index.js';
import type { StoredCritical } from './critical-store.js';
import type { Refusal } from './domain/loop.js';

/** Where a result stands, in words; whoever is too late reads them. */
function standing(result: StoredCritical): string {
  const at = (time: Date | null): string => time?.toISOString() ?? '';
  const received = `${result.receiver} received it from ${result.communicatedBy} at ${at(result.communicatedAt)}`;
  switch (result.state) {
    case 'open':
      return `It waits for its receiver${result.assignee === null ? '' : `, and ${result.assignee} sees to it`}`;
    case 'acknowledged':
      return `${received}, and did not repeat it back`;
    case 'closed':
      return `It is closed: ${received}`;
    case 'withdrawn':
      return `${result.withdrawnBy} withdrew it at ${at(result.withdrawnAt)}`;
  }
}

const refusals: Readonly<Record<Refusal, { code: string; status: 400 | 409; title: string; what?: string }>> =
  {
    received: { code: 'CRITICAL_RECEIVED', status: 409, title: 'It was received already' },
    notReceived: {
      code: 'CRITICAL_NOT_RECEIVED',
      status: 409,
      title: 'Nobody has received it',
      what: 'Enter who received it; nothing is closed before',
    },
    closed: { code: 'CRITICAL_CLOSED', status: 409, title: 'It is closed' },
    withdrawn: { code: 'CRITICAL_WITHDRAWN', status: 409, title: 'It was withdrawn' },
    reasonMissing: { code: 'REASON_MISSING', status: 400, title: 'A reason is missing', what: 'Say why' },
    receiverMissing: {
      code: 'RECEIVER_MISSING',
      status: 400,
      title: 'Somebody has no name',
      what: 'Name who received it and who told them',
    },
    beforeFinding: {
      code: 'TIME_BEFORE_FINDING',
      status: 400,
      title: 'Before the finding',
      what: 'Nobody can be told of a finding before it is seen; enter a later time',
    },
    inFuture: {
      code: 'TIME_IN_FUTURE',
      status: 400,
      title: 'In the future',
      what: 'Enter the time at which it happened',
    },
  };

export function refusedStep(result: StoredCritical, refusal: Refusal): DomainError {
  const { code, status, title, what } = refusals[refusal];
  const next = what === undefined ? '' : ` ${what}.`;
  return new DomainError(code, status, title, `Critical result ${result.id}: ${standing(result)}.${next}`);
}

/** Somebody has taken a step since the caller looked. */
export function changed(result: StoredCritical, expectedVersion: number): DomainError {
  return new DomainError(
    'CRITICAL_CHANGED',
    409,
    'Changed in the meantime',
    `Critical result ${result.id} is at version ${result.version}, not ${expectedVersion}. ${standing(result)}.`,
  );
}

export function markedAlready(result: StoredCritical): DomainError {
  return new DomainError(
    'CRITICAL_MARKED',
    409,
    'Marked already',
    `${result.markedBy} has marked the same finding of this study at ${result.markedAt.toISOString()}: critical result ${result.id}. ${standing(result)}.`,
  );
}

export function unknownFinding(code: string): DomainError {
  return new DomainError(
    'FINDING_UNKNOWN',
    400,
    'No such finding',
    `The catalogue has no finding ${code}; it may have changed. Load it again and choose another, or write the finding in words.`,
  );
}

export function identifiedInFuture(): DomainError {
  return new DomainError(
    'TIME_IN_FUTURE',
    400,
    'In the future',
    'The finding cannot have been seen in the future. Enter the time at which it was seen.',
  );
}

export function idTaken(what: string, id: string): DomainError {
  return new DomainError(
    'ID_TAKEN',
    409,
    'The id is taken',
    `${what} ${id} was recorded with other contents. Use an id of its own.`,
  );
}
