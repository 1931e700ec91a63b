import { StandardSchemaValidationPipe } from '@nestjs/common';
import { DomainError } from './problem.js';

/** Input that does not meet its schema; lists every member at fault. */
export class InvalidInput extends DomainError {
  constructor(readonly errors: { path: string; message: string }[]) {
    const detail = errors.map((error) => `${error.path || 'body'}: ${error.message}`).join('; ');
    super('INVALID_INPUT', 400, 'Input is not valid', detail);
  }
}

type PathSegment = PropertyKey | { key: PropertyKey };

/** Checks every `@Body({ schema })`, `@Query({ schema })` and `@Param({ schema })`. */
export function inputValidation(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new InvalidInput(
        issues.map((issue) => ({
          path: (issue.path ?? []).map((segment: PathSegment) => name(segment)).join('.'),
          message: issue.message,
        })),
      ),
  });
}

function name(segment: PathSegment): string {
  return String(typeof segment === 'object' ? segment.key : segment);
}
