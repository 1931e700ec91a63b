import type { Readable } from 'node:stream';
import type { ByteSource } from '../../dicom/index.js';

/** An object that is still being written, in a file: what is too large to be held in memory. */
export interface StagedObject extends ByteSource {
  /** Appends; the bytes may be used again once it returns. */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends reading and writing. Bytes that were put nowhere are gone then. */
  close(): Promise<void>;
}

/** What an object may come as. */
export type ObjectContent = Uint8Array | StagedObject;

/**
 * Where bytes live. Keys are ours, never built from what a peer sent. An object is written once and
 * never changed; `put` returns when it would survive a power cut.
 */
export abstract class ObjectStore {
  /** A staged object may be put several times and stays open. */
  abstract put(key: string, content: ObjectContent): Promise<void>;
  /** Room for an object whose size is not known yet, or is known to be large. */
  abstract stage(): Promise<StagedObject>;
  /** The whole object. Throws when there is none. */
  abstract get(key: string): Promise<Buffer>;
  /** The object, to be looked at here and there. Throws when there is none. */
  abstract source(key: string): Promise<ByteSource>;
  /** The object, or the bytes from `start` to `end` (included), as they are read. Throws when there is none. */
  abstract stream(key: string, range?: { start: number; end: number }): Promise<Readable>;
  abstract delete(key: string): Promise<void>;
  /** Every object whose key begins with the folders of `prefix`, in no order; none where there are none. */
  abstract list(prefix: string): AsyncIterable<{ key: string; writtenAt: Date }>;
}
