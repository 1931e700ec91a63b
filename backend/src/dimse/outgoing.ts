import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { ArchiveService, type StoredInstance } from '../archive/index.js';
import { datasetOffset, MESSAGE_TRANSFER_SYNTAX_UIDS, parsePart10, toUncompressed } from '../dicom/index.js';
import type { Answer, Link, MoveOriginator, OutgoingObject } from './protocol/link.js';
import { DimseError, isStorageWarning, STATUS } from './protocol/status.js';
import type { StoreResult } from './protocol/tally.js';

/** A receiver that needs longer than this to answer for one object is given up. */
const ANSWER_MS = 120_000;

/** Stored instances on their way out: as they are where the receiver takes them so, else uncompressed. */
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
      const status = error instanceof DimseError ? error.status : null;
      return { sopInstanceUid, outcome: 'failed', status, detail: (error as Error).message };
    }
  }

  private async transmit(link: Link, instance: StoredInstance, originator?: MoveOriginator): Promise<Answer> {
    const object = await this.open(instance, link.storableIn(instance.sopClassUid));
    try {
      return await link.storeObject(object, ANSWER_MS, originator);
    } finally {
      object.dataset.destroy();
    }
  }

  private async open(
    instance: StoredInstance,
    accepted: readonly string[],
  ): Promise<OutgoingObject & { dataset: Readable }> {
    const { sopClassUid, sopInstanceUid, transferSyntaxUid } = instance;
    if (accepted.includes(transferSyntaxUid))
      return { sopClassUid, sopInstanceUid, transferSyntaxUid, dataset: await this.asStored(instance) };
    const other = MESSAGE_TRANSFER_SYNTAX_UIDS.find((uid) => accepted.includes(uid));
    const unknown = accepted.length === 0 ? sopClassUid : `transfer syntax ${transferSyntaxUid}`;
    if (!other) throw new DimseError(STATUS.sopClassNotSupported, `The receiver does not take ${unknown}`);
    const decoded = await this.decoded(instance, other).catch((error: unknown) => {
      throw new DimseError(STATUS.processingFailure, `It cannot be decoded: ${(error as Error).message}`);
    });
    const dataset = Readable.from([decoded]);
    return { sopClassUid, sopInstanceUid, transferSyntaxUid: other, dataset };
  }

  /** The stored bytes behind the file header, as they are read. */
  private async asStored({ id, bytes }: StoredInstance): Promise<Readable> {
    const start = datasetOffset(await this.archive.sourceOf(id));
    return this.archive.streamOf(id, { start, end: bytes - 1 });
  }

  private async decoded({ id }: StoredInstance, transferSyntaxUid: string): Promise<Uint8Array> {
    const bytes = await this.archive.sourceOf(id);
    return toUncompressed(bytes, parsePart10(bytes), transferSyntaxUid);
  }
}

function hex(status: number): string {
  return status.toString(16).toUpperCase().padStart(4, '0');
}
