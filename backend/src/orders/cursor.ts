import { z } from 'zod';
import { invalidCursor } from '../platform/index.js';

const cursorSchema = z.tuple([z.string().max(20), z.uuid()]);

/** A place in the list of orders, opaque to the caller. */
export function cursorOf({ scheduledAt, id }: { scheduledAt: string; id: string }): string {
  return Buffer.from(JSON.stringify([scheduledAt, id])).toString('base64url');
}

/** Throws INVALID_CURSOR (400) for what `cursorOf` did not make. */
export function parseCursor(cursor: string): { scheduledAt: string; id: string } {
  try {
    const [scheduledAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { scheduledAt, id };
  } catch {
    throw invalidCursor();
  }
}
