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
