import { DomainError } from '../platform/index.js';

/** A place in a list that is sorted by the time of its entries, newest first. */
export interface Place {
  at: Date;
  id: string;
}

export function cursorOf({ at, id }: Place): string {
  return `${at.toISOString()}_${id}`;
}

/** Throws INVALID_CURSOR (400) for what `cursorOf` did not make. */
export function parseCursor(cursor: string): Place {
  const parts = /^(\d{4}-[0-9T:.-]+Z)_([0-9a-f-]{36})$/.exec(cursor);
  const at = new Date(parts?.[1] ?? '');
  if (!parts?.[2] || Number.isNaN(at.getTime())) {
    const detail = 'Use `next` of the page before, unchanged.';
    throw new DomainError('INVALID_CURSOR', 400, 'Cursor not valid', detail);
  }
  return { at, id: parts[2] };
}
