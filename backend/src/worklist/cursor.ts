import { z } from 'zod';
import { invalidCursor } from '../platform/index.js';
import type { Place } from './filter.sql.js';

const cursorSchema = z.tuple([z.number().int().min(0).max(3), z.iso.datetime(), z.string().max(64)]);

/** A place in the reading order, opaque to the caller. */
export function cursorOf(item: { band: number; rankAt: Date; studyUid: string }): string {
  return Buffer.from(JSON.stringify([item.band, item.rankAt.toISOString(), item.studyUid])).toString(
    'base64url',
  );
}

/** Throws INVALID_CURSOR (400) for what `cursorOf` did not make. */
export function parseCursor(cursor: string): Place {
  const parsed = cursorSchema.safeParse(decoded(cursor));
  if (!parsed.success) throw invalidCursor();
  const [band, rankAt, studyUid] = parsed.data;
  return { band, rankAt, studyUid };
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
