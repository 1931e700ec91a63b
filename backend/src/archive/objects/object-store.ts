import type { Readable } from 'node:stream';

/**
 * Where bytes live. Keys are ours, never built from what a peer sent. An object is written once and
 * never changed; `put` returns when it would survive a power cut.
 */
export abstract class ObjectStore {
  abstract put(key: string, bytes: Uint8Array): Promise<void>;
  /** The whole object. Throws when there is none. */
  abstract get(key: string): Promise<Buffer>;
  /** The object, or the bytes from `start` to `end` (included), as they are read. Throws when there is none. */
  abstract stream(key: string, range?: { start: number; end: number }): Promise<Readable>;
  abstract delete(key: string): Promise<void>;
}
