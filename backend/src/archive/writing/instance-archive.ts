import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { contentDigest, parsePart10, type ParsedInstance } from '../../dicom/index.js';
import { InstanceWriter } from './instance-writer.js';
import type { ObjectOrigin, WriteOutcome } from './write-outcome.js';
import { instanceKey } from '../objects/keys.js';
import { ObjectStore, type ObjectContent } from '../objects/object-store.js';

/** Stores instances: a row is committed only when its bytes are on disk. */
@Injectable()
export class InstanceArchive {
  constructor(
    private readonly objects: ObjectStore,
    private readonly writer: InstanceWriter,
  ) {}

  /** Stores an object that `room` has made, once. Throws where another one has its UID. */
  async storeOwn(bytes: Uint8Array, source: string, room: string): Promise<void> {
    const outcome = await this.store(bytes, parsePart10(bytes), {
      door: 'own',
      source,
      actor: `system:${room}`,
      role: 'system',
    });
    if (outcome.kind === 'conflict') throw new Error(outcome.reason);
  }

  /** Returns when the bytes are synced and the row is committed, or when it is clear that neither will be kept. */
  async store(content: ObjectContent, parsed: ParsedInstance, origin: ObjectOrigin): Promise<WriteOutcome> {
    const instanceId = randomUUID();
    const key = instanceKey(instanceId);
    const bytesAreSafe = this.objects.put(key, content);
    // A disk may fail before anybody awaits the bytes; unhandled until then, it would end the process.
    bytesAreSafe.catch(() => undefined);
    try {
      const digest = await contentDigest(content, parsed);
      const object = { instanceId, parsed, bytes: content.length, digest, ...origin };
      const outcome = await this.writer.write(object, bytesAreSafe);
      if (outcome.kind !== 'stored') await this.discard(key, bytesAreSafe);
      return outcome;
    } catch (error) {
      await this.discard(key, bytesAreSafe);
      throw error;
    }
  }

  private async discard(key: string, written: Promise<void>): Promise<void> {
    await written.catch(() => undefined);
    await this.objects.delete(key);
  }
}
