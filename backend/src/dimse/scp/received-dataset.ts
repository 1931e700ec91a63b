import { Writable } from 'node:stream';

const SMALLEST = 1024 * 1024;

/**
 * Memory for the objects of one association, used again for each: C-STORE takes them one after the other,
 * and a new half megabyte for every slice would keep the garbage collector busy.
 */
export class ReceiveBuffer {
  private memory = Buffer.allocUnsafeSlow(SMALLEST);

  /** The memory, at least `length` bytes of it; what was written before is kept. */
  reserve(length: number): Buffer {
    if (length > this.memory.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.memory.length));
      this.memory.copy(larger);
      this.memory = larger;
    }
    return this.memory;
  }
}

/** Collects the dataset of one C-STORE exactly as it arrives, behind a file header, up to a limit. */
export class ReceivedDataset extends Writable {
  private length = 0;

  constructor(
    header: Uint8Array,
    private readonly buffer: ReceiveBuffer,
    private readonly limit: number,
  ) {
    super();
    this.append(header);
  }

  /** True when the limit was passed; the bytes are then not kept. */
  get tooLarge(): boolean {
    return this.length > this.limit;
  }

  /** Header and dataset. Valid until the next dataset of the association. */
  file(): Buffer {
    return this.buffer.reserve(this.length).subarray(0, this.length);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.append(chunk);
    done();
  }

  private append(bytes: Uint8Array): void {
    const end = this.length + bytes.length;
    if (end <= this.limit) this.buffer.reserve(end).set(bytes, this.length);
    this.length = end;
  }
}
