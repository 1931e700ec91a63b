import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { contentDigest, type ParsedInstance } from '../dicom/index.js';
import { InstanceWriter, type ObjectOrigin, type WriteOutcome } from './instance-writer.js';
import { instanceKey } from './objects/keys.js';
import { ObjectStore } from './objects/object-store.js';

/** Stores instances: first the bytes, then the row. A row never lacks its bytes. */
@Injectable()
export class InstanceArchive {
  constructor(
    private readonly objects: ObjectStore,
    private readonly writer: InstanceWriter,
  ) {}

  /** Returns when the bytes are synced and the row is committed, or when it is clear that neither will be kept. */
  async store(bytes: Uint8Array, parsed: ParsedInstance, origin: ObjectOrigin): Promise<WriteOutcome> {
    const instanceId = randomUUID();
    const key = instanceKey(instanceId);
    await this.objects.put(key, bytes);
    const digest = contentDigest(bytes, parsed);
    const outcome = await this.writer.write({ instanceId, parsed, bytes: bytes.length, digest, ...origin });
    if (outcome.kind !== 'stored') await this.objects.delete(key);
    return outcome;
  }
}
