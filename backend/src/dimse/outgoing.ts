import { Injectable } from '@nestjs/common';
import { ArchiveService, type StoredInstance } from '../archive/index.js';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { datasetOffset, MESSAGE_TRANSFER_SYNTAX_UIDS, parsePart10, toUncompressed } from '../dicom/index.js';
import type { Link, MoveOriginator, OutgoingObject } from './protocol/link.js';
import { isStorageWarning, STATUS } from './protocol/status.js';
import type { StoreResult } from './protocol/tally.js';

/** A receiver that needs longer than this to answer for one object is given up. */
const ANSWER_MS = 120_000;

/** More than any File Meta Information has. */
const HEADER_BYTES = 65_536;

/** Stored instances on their way out: as they are where the receiver takes them so, else uncompressed. */
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
    const { id, sopClassUid, sopInstanceUid, transferSyntaxUid } = instance;
    if (accepted.includes(transferSyntaxUid))
      return { sopClassUid, sopInstanceUid, transferSyntaxUid, dataset: await this.asStored(id) };
    const other = MESSAGE_TRANSFER_SYNTAX_UIDS.find((uid) => accepted.includes(uid));
    if (accepted.length === 0) throw new Error(`The receiver does not take ${sopClassUid}`);
    if (!other) throw new Error(`The receiver does not take transfer syntax ${transferSyntaxUid}`);
    const dataset = Readable.from([await this.decoded(id, other)]);
    return { sopClassUid, sopInstanceUid, transferSyntaxUid: other, dataset };
  }

  /** The stored bytes behind the file header, as they are read. */
  private async asStored(id: string): Promise<Readable> {
    const start = datasetOffset(
      await buffer(await this.archive.streamOf(id, { start: 0, end: HEADER_BYTES - 1 })),
    );
    return this.archive.streamOf(id, { start, end: Number.MAX_SAFE_INTEGER });
  }

  private async decoded(id: string, transferSyntaxUid: string): Promise<Uint8Array> {
    const bytes = await this.archive.bytesOf(id);
    return toUncompressed(bytes, parsePart10(bytes), transferSyntaxUid);
  }
}

function hex(status: number): string {
  return status.toString(16).toUpperCase().padStart(4, '0');
}
