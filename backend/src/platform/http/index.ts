export {
  DomainError,
  invalidCursor,
  invalidParameter,
  notFound,
  problemOf,
  versionConflict,
} from './problem.js';
export { parseTimeCursor, timeCursorOf } from './time-cursor.js';
export { ProblemFilter } from './problem.filter.js';
export { inputValidation, InvalidInput } from './validation.js';
export { Returns } from './returns.decorator.js';
export { mediaTypeParameter, readParts, readWhole, type Part } from './multipart-related.js';
