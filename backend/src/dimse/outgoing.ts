import { Injectable } from '@nestjs/common';
import { ArchiveService, type StoredInstance } from '../archive/index.js';
import { datasetOffset } from '../dicom/index.js';
import type { Answer, Link, MoveOriginator } from './protocol/link.js';
import { isStorageWarning, STATUS } from './protocol/status.js';
import type { StoreResult } from './protocol/tally.js';

/** A receiver that needs longer than this to answer for one object is given up. */
const ANSWER_MS = 120_000;

/** Stored instances on their way out: as they are where the receiver takes them so. */
@Injectable()
export class OutgoingObjects {
  constructor(private readonly archive: ArchiveService) {}

  /** Sends one instance over an open association. Whatever happens is the result, never an error. */
  async send(link: Link, instance: StoredInstance, originator?: MoveOriginator): Promise<StoreResult> {
    const { sopInstanceUid } = instance;
    try {
      const { status, comment } = await this.transmit(link, instance, originator);
      if (status === STATUS.success) return { sopInstanceUid, outcome: 'stored', status, detail: undefined };
      const outcome = isStorageWarning(status) ? 'warning' : 'failed';
      return { sopInstanceUid, outcome, status, detail: comment ?? `The receiver answered ${hex(status)}` };
    } catch (error) {
      return { sopInstanceUid, outcome: 'failed', status: null, detail: (error as Error).message };
    }
  }

  private async transmit(
    link: Link,
    { id, sopClassUid, sopInstanceUid, transferSyntaxUid, bytes }: StoredInstance,
    originator?: MoveOriginator,
  ): Promise<Answer> {
    const accepted = link.storableIn(sopClassUid);
    if (accepted.length === 0) throw new Error(`The receiver does not take ${sopClassUid}`);
    if (!accepted.includes(transferSyntaxUid))
      throw new Error(`The receiver does not take transfer syntax ${transferSyntaxUid}`);
    const start = datasetOffset(await this.archive.sourceOf(id));
    const dataset = await this.archive.streamOf(id, { start, end: bytes - 1 });
    try {
      return await link.storeObject(
        { sopClassUid, sopInstanceUid, transferSyntaxUid, dataset },
        ANSWER_MS,
        originator,
      );
    } finally {
      dataset.destroy();
    }
  }
}

function hex(status: number): string {
  return status.toString(16).toUpperCase().padStart(4, '0');
}
