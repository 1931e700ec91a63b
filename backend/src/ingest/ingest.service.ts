import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { instanceKey, InstanceWriter, ObjectStore } from '../archive/index.js';
import { datasetDigest, DicomParseError, parsePart10, type ParsedInstance } from '../dicom/index.js';
import { Config } from '../platform/index.js';
import type { InstanceOutcome, Provenance, RefusalCode } from './domain/outcome.js';
import { QuarantineService } from './quarantine.service.js';
import type { Reception } from './receptions.js';

const unknownUids = { studyInstanceUid: null, sopClassUid: null, sopInstanceUid: null };

/** Where every door ends: one instance in, one outcome out. */
@Injectable()
export class IngestService {
  constructor(
    private readonly config: Config,
    private readonly objects: ObjectStore,
    private readonly writer: InstanceWriter,
    private readonly quarantine: QuarantineService,
  ) {}

  /**
   * Stores one Part 10 object. `stored` is returned only after its bytes are synced to disk and its row
   * is committed; what is refused is kept in quarantine with the reason.
   */
  async receive(bytes: Uint8Array, provenance: Provenance, reception?: Reception): Promise<InstanceOutcome> {
    if (bytes.length > this.config.env.MAX_OBJECT_BYTES) {
      return this.refuse(bytes, 'TOO_LARGE', `The object has ${bytes.length} bytes; the limit is MAX_OBJECT_BYTES`, provenance);
    }
    let parsed: ParsedInstance;
    try {
      parsed = parsePart10(bytes);
    } catch (error) {
      if (!(error instanceof DicomParseError)) throw error;
      return this.refuse(bytes, error.code, error.message, provenance);
    }
    return this.store(bytes, parsed, provenance, reception);
  }

  private async store(
    bytes: Uint8Array,
    parsed: ParsedInstance,
    provenance: Provenance,
    reception?: Reception,
  ): Promise<InstanceOutcome> {
    const instanceId = randomUUID();
    const key = instanceKey(instanceId);
    await this.objects.put(key, bytes);
    const outcome = await this.writer.write({
      instanceId,
      parsed,
      bytes: bytes.length,
      digest: datasetDigest(bytes, parsed),
      receptionId: reception?.id,
      ...provenance,
    });
    const { studyInstanceUid, sopClassUid, sopInstanceUid } = outcome.attributes;
    const uids = { studyInstanceUid, sopClassUid, sopInstanceUid };
    if (outcome.kind === 'stored') return { status: 'stored', ...uids };
    await this.objects.delete(key);
    if (outcome.kind === 'duplicate') return { status: 'duplicate', ...uids };
    return this.refuse(bytes, outcome.code, outcome.reason, provenance, uids);
  }

  private async refuse(
    bytes: Uint8Array,
    code: RefusalCode,
    reason: string,
    provenance: Provenance,
    uids: Pick<InstanceOutcome, 'studyInstanceUid' | 'sopClassUid' | 'sopInstanceUid'> = unknownUids,
  ): Promise<InstanceOutcome> {
    await this.quarantine.keep(bytes, { code, reason, ...uids }, provenance);
    return { status: 'refused', code, reason, ...uids };
  }
}
