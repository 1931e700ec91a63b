/** Pixels that the declared operations cannot work on. */
export class PreprocessingError extends Error {}
