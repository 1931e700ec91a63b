import { finished } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { ObjectTooLarge, type ObjectCollector, type ObjectContent } from '../../archive/index.js';

/** The connection that a dataset comes over: it waits while a large one is written to disk. */
export interface Flow {
  pause(): unknown;
  resume(): unknown;
}

/** Collects the dataset of one C-STORE exactly as it arrives, behind a file header. */
export class ReceivedDataset extends Writable {
  private refusal: ObjectTooLarge | undefined;

  constructor(
    header: Uint8Array,
    private readonly collector: ObjectCollector,
    private readonly flow: Flow,
  ) {
    super();
    this.write(header);
  }

  /** Header and dataset, once all has arrived; valid until `release`. Throws ObjectTooLarge. */
  async content(): Promise<ObjectContent> {
    this.end();
    await finished(this);
    if (this.refusal) throw this.refusal;
    return this.collector.content();
  }

  /** Ready for the next dataset of the association. */
  async release(): Promise<void> {
    this.destroy();
    await this.collector.reset();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.collect(chunk).then(() => done(), done);
  }

  private async collect(chunk: Buffer): Promise<void> {
    if (this.refusal) return;
    this.flow.pause();
    try {
      await this.collector.add(chunk);
    } catch (error) {
      if (!(error instanceof ObjectTooLarge)) throw error;
      this.refusal = error;
    } finally {
      this.flow.resume();
    }
  }
}
