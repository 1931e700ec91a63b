import { invalidCursor } from './problem.js';

/** A place in a list that is sorted by the time of its entries, newest first. */
export interface TimePlace {
  at: Date;
  id: string;
}

export function timeCursorOf({ at, id }: TimePlace): string {
  return `${at.toISOString()}_${id}`;
}

/** Throws INVALID_CURSOR (400) for what `timeCursorOf` did not make. */
export function parseTimeCursor(cursor: string): TimePlace {
  const parts = /^(\d{4}-[0-9T:.-]+Z)_([0-9a-f-]{36})$/.exec(cursor);
  const at = new Date(parts?.[1] ?? '');
  if (!parts?.[2] || Number.isNaN(at.getTime())) throw invalidCursor();
  return { at, id: parts[2] };
}
