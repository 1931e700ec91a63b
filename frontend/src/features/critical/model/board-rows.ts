import type { CriticalResult } from '@firstread/contract';

/** A result on the board; `gone` once it is no longer open. */
export interface BoardRow {
  result: CriticalResult;
  gone: boolean;
}

export interface Board {
  rows: readonly BoardRow[];
  /** How many that are not shown yet wait. */
  fresh: number;
}

/** The board as the server orders it: by the time limit. */
export function currentRows(open: readonly CriticalResult[]): BoardRow[] {
  return open.map((result) => ({ result, gone: false }));
}

/**
 * The board while somebody points at it: every row stays in its place and tells what is new of it; what is no longer open
 * stays too, and what came since waits.
 */
export function heldBoard(shown: readonly BoardRow[], open: readonly CriticalResult[]): Board {
  const byId = new Map(open.map((result) => [result.id, result]));
  const rows = shown.map(({ result }) => {
    const now = byId.get(result.id);
    return { result: now ?? result, gone: now === undefined };
  });
  const known = new Set(shown.map(({ result }) => result.id));
  return { rows, fresh: open.filter(({ id }) => !known.has(id)).length };
}

/** The row a step before or after, at the ends the row itself; the first where none is current. */
export function neighbour(rows: readonly BoardRow[], current: string | null, step: 1 | -1): string | null {
  const place = rows.findIndex(({ result }) => result.id === current);
  const next = place < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, place + step));
  return rows[next]?.result.id ?? null;
}
