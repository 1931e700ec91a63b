import { DomainError } from '../src/platform/index.js';

/** The problem that the work ends with. */
export async function problem(work: Promise<unknown>): Promise<DomainError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof DomainError)) throw new Error('It was not refused');
  return error;
}

/** The code of the problem that the work ends with. */
export async function refused(work: Promise<unknown>): Promise<string> {
  return (await problem(work)).code;
}
