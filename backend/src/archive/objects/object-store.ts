/**
 * Where bytes live. Keys are ours, never built from what a peer sent. An object is written once and
 * never changed; `put` returns when it would survive a power cut.
 */
export abstract class ObjectStore {
  abstract put(key: string, bytes: Uint8Array): Promise<void>;
  /** The whole object. Throws when there is none. */
  abstract get(key: string): Promise<Buffer>;
  abstract delete(key: string): Promise<void>;
  /** Every object whose key begins with the folders of `prefix`, in no order; none where there are none. */
  abstract list(prefix: string): AsyncIterable<{ key: string; writtenAt: Date }>;
}
