import type { ObjectContent, ObjectStore, StagedObject } from './object-store.js';

/** Larger objects than this are written to a file as they come in. */
const LARGEST_IN_MEMORY = 8 * 1024 * 1024;
const FIRST_MEMORY = 1024 * 1024;

/** An object beyond the size that is accepted. */
export class ObjectTooLarge extends Error {
  constructor(readonly limit: number) {
    super(`The object has more than ${limit} bytes`);
  }
}

/**
 * Collects one object after the other as they come in: in memory that is used again for each, which spares the
 * garbage collector half a megabyte per slice, and in a file where the object turns out to be large.
 */
export class ObjectCollector {
  private memory = Buffer.alloc(0);
  private length = 0;
  private staged: StagedObject | undefined;

  constructor(
    private readonly store: ObjectStore,
    private readonly limit: number,
    private readonly largestInMemory = LARGEST_IN_MEMORY,
  ) {}

  /** Throws ObjectTooLarge; what was collected is gone then. */
  async add(bytes: Uint8Array): Promise<void> {
    if (this.length + bytes.length > this.limit) {
      await this.reset();
      throw new ObjectTooLarge(this.limit);
    }
    if (!this.staged && this.length + bytes.length > this.largestInMemory) {
      this.staged = await this.store.stage();
      await this.staged.write(this.memory.subarray(0, this.length));
    }
    if (this.staged) await this.staged.write(bytes);
    else this.reserve(this.length + bytes.length).set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What was collected; valid until `reset`. */
  content(): ObjectContent {
    return this.staged ?? this.memory.subarray(0, this.length);
  }

  /** Ready for the next object. */
  async reset(): Promise<void> {
    const { staged } = this;
    this.staged = undefined;
    this.length = 0;
    await staged?.close();
  }

  private reserve(length: number): Buffer {
    if (length > this.memory.length) {
      const larger = Buffer.allocUnsafeSlow(this.roomFor(length));
      this.memory.copy(larger, 0, 0, this.length);
      this.memory = larger;
    }
    return this.memory;
  }

  private roomFor(length: number): number {
    return Math.max(length, 2 * this.memory.length, Math.min(FIRST_MEMORY, this.largestInMemory));
  }
}
