export { DomainError, notFound, problemOf } from './problem.js';
export { ProblemFilter } from './problem.filter.js';
export { inputValidation, InvalidInput } from './validation.js';
export { Returns } from './returns.decorator.js';
export { mediaTypeParameter, readParts, readWhole, type Part } from './multipart-related.js';
