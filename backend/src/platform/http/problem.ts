import type { Problem } from '@firstread/contract';

/**
 * An error with a meaning for the caller. `code` is stable; `detail` says what happened, to which object
 * and what to do. Every protocol translates it: problem JSON for HTTP, a status and comment for DIMSE.
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly status: 400 | 401 | 403 | 404 | 406 | 409 | 413 | 415 | 416 | 422 | 429 | 503,
    readonly title: string,
    readonly detail: string,
  ) {
    super(`${title}: ${detail}`);
  }
}

export function notFound(what: string, id: string): DomainError {
  return new DomainError(
    'NOT_FOUND',
    404,
    `${what} not found`,
    `There is no ${what.toLowerCase()} ${id} here.`,
  );
}

export function invalidCursor(): DomainError {
  const detail = 'Use `next` of the page before, unchanged.';
  return new DomainError('INVALID_CURSOR', 400, 'Cursor not valid', detail);
}

/** A parameter whose value cannot be read; `what` says what to give. */
export function invalidParameter(name: string, what: string): DomainError {
  return new DomainError('INVALID_PARAMETER', 400, 'Parameter not valid', `${name} cannot be read. ${what}`);
}

/** Somebody has changed the object since the caller read it. */
export function versionConflict(what: string, version: number, expectedVersion: number): DomainError {
  return new DomainError(
    'VERSION_CONFLICT',
    409,
    'Changed in the meantime',
    `${what} is at version ${version}, not ${expectedVersion}. Read it again and repeat the change.`,
  );
}

export function problemOf(error: DomainError, instance: string): Problem {
  return {
    type: `urn:firstread:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: error.title,
    status: error.status,
    detail: error.detail,
    instance,
    code: error.code,
  };
}
