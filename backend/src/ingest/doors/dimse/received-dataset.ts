import { Writable } from 'node:stream';

/** Collects the dataset of one C-STORE exactly as it arrives, up to a limit. */
export class ReceivedDataset extends Writable {
  private chunks: Buffer[] = [];
  length = 0;

  constructor(private readonly limit: number) {
    super();
  }

  /** True when the limit was passed; the bytes are then gone. */
  get tooLarge(): boolean {
    return this.length > this.limit;
  }

  bytes(): Buffer {
    return Buffer.concat(this.chunks, this.tooLarge ? 0 : this.length);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.length += chunk.length;
    if (this.tooLarge) this.chunks = [];
    else this.chunks.push(Buffer.from(chunk));
    done();
  }
}
