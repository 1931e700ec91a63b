import { Injectable } from '@nestjs/common';
import { ArchiveService, type StoredInstance } from '../archive/index.js';
import { datasetOffset } from '../dicom/index.js';
import type { Link, MoveOriginator, OutgoingObject } from './protocol/link.js';
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
      const accepted = link.storableIn(instance.sopClassUid);
      const object = await this.open(instance, accepted);
      const { status, comment } = await link.storeObject(object, ANSWER_MS, originator);
      if (status === STATUS.success) return { sopInstanceUid, outcome: 'stored', status, detail: undefined };
      const outcome = isStorageWarning(status) ? 'warning' : 'failed';
      return { sopInstanceUid, outcome, status, detail: comment ?? `The receiver answered ${hex(status)}` };
    } catch (error) {
      return { sopInstanceUid, outcome: 'failed', status: null, detail: (error as Error).message };
    }
  }

  private async open(instance: StoredInstance, accepted: readonly string[]): Promise<OutgoingObject> {
    const { sopClassUid, sopInstanceUid, transferSyntaxUid } = instance;
    if (accepted.length === 0) throw new Error(`The receiver does not take ${sopClassUid}`);
    if (!accepted.includes(transferSyntaxUid))
      throw new Error(`The receiver does not take transfer syntax ${transferSyntaxUid}`);
    const bytes = await this.archive.bytesOf(instance.id);
    const dataset = bytes.subarray(datasetOffset(bytes));
    return { sopClassUid, sopInstanceUid, transferSyntaxUid, dataset: once(dataset) };
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function hex(status: number): string {
  return status.toString(16).toUpperCase().padStart(4, '0');
}
