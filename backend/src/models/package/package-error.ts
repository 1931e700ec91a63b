/** A package that cannot be read; the message says what to change. */
export class PackageError extends Error {}
