/**
 * A list of the newest first that does not move under the pointer. While it is held, rows that are newer than
 * the newest shown wait; what is shown changes in place. Pure.
 */
export interface Held<T> {
  rows: readonly T[];
  /** How many newer rows wait. */
  fresh: number;
}

/** When a row came, as an ISO instant. */
export type At<T> = (row: T) => string;

/** The instant of the newest row, after which everything is new. */
export function newestOf<T>(rows: readonly T[], at: At<T>): string | null {
  return rows.reduce<string | null>(
    (newest, row) => (newest === null || Date.parse(at(row)) > Date.parse(newest) ? at(row) : newest),
    null,
  );
}

export function holdNewer<T>(incoming: readonly T[], at: At<T>, newestShown: string | null): Held<T> {
  if (newestShown === null) return { rows: incoming, fresh: 0 };
  const limit = Date.parse(newestShown);
  const rows = incoming.filter((row) => Date.parse(at(row)) <= limit);
  return { rows, fresh: incoming.length - rows.length };
}
