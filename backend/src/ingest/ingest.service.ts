import { uidSchema } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { indexAttributes, InstanceArchive, StorageGuard, type ObjectContent } from '../archive/index.js';
import { DicomParseError, parsePart10, type ParsedInstance } from '../dicom/index.js';
import type {
  Expectation,
  InstanceOutcome,
  InstanceUids,
  Provenance,
  RefusalCode,
} from './domain/outcome.js';
import { ProductObjects } from './product-objects.js';
import { QuarantineService } from './quarantine.service.js';

const unknownUids: InstanceUids = {
  studyInstanceUid: null,
  seriesInstanceUid: null,
  sopClassUid: null,
  sopInstanceUid: null,
};

/** Where every door ends: one instance in, one outcome out. */
@Injectable()
export class IngestService {
  constructor(
    private readonly archive: InstanceArchive,
    private readonly quarantine: QuarantineService,
    private readonly storage: StorageGuard,
    private readonly products: ProductObjects,
  ) {}

  /**
   * Stores one Part 10 object. `stored` is returned only after its bytes are synced to disk and its row
   * is committed; what is refused is kept in quarantine with the reason. Throws STORAGE_FULL.
   */
  async receive(
    content: ObjectContent,
    provenance: Provenance,
    expected: Expectation = {},
  ): Promise<InstanceOutcome> {
    await this.storage.requireRoom();
    let parsed: ParsedInstance;
    try {
      parsed = parsePart10(content);
    } catch (error) {
      if (!(error instanceof DicomParseError)) throw error;
      return this.refuse(content, error.code, error.message, provenance);
    }
    const uids = uidsOf(parsed);
    const invalid = invalidUid(uids);
    if (invalid) return this.refuse(content, 'INVALID_UID', invalid, provenance);
    const contradiction = contradictionWith(expected, uids);
    if (contradiction) return this.refuse(content, 'WRONG_STUDY', contradiction, provenance, uids);
    return this.store(content, parsed, uids, provenance, expected);
  }

  private async store(
    content: ObjectContent,
    parsed: ParsedInstance,
    uids: InstanceUids,
    provenance: Provenance,
    expected: Expectation,
  ): Promise<InstanceOutcome> {
    const admission = await this.products.admit(parsed, uids);
    if (admission && 'refusal' in admission)
      return this.refuse(content, admission.refusal.code, admission.refusal.reason, provenance, uids);
    const outcome = await this.archive.store(content, parsed, {
      receptionId: expected.reception?.id,
      ...provenance,
      producer: admission?.producer,
    });
    if (outcome.kind === 'stored') return { status: 'stored', ...uids };
    if (outcome.kind === 'duplicate') return { status: 'duplicate', ...uids };
    return this.refuse(content, outcome.code, outcome.reason, provenance, uids);
  }

  private async refuse(
    content: ObjectContent,
    code: RefusalCode,
    reason: string,
    provenance: Provenance,
    uids = unknownUids,
  ): Promise<InstanceOutcome> {
    await this.quarantine.keep(content, { code, reason, ...uids }, provenance);
    return { status: 'refused', code, reason, ...uids };
  }
}

function uidsOf(parsed: ParsedInstance): InstanceUids {
  const { studyInstanceUid, seriesInstanceUid, sopClassUid, sopInstanceUid } = indexAttributes(
    parsed.dataset,
    false,
  );
  return { studyInstanceUid, seriesInstanceUid, sopClassUid, sopInstanceUid };
}

/** Letters are tolerated; what could change a path or an address is not. */
function invalidUid(uids: InstanceUids): string | undefined {
  const bad = Object.entries(uids).find(([, uid]) => !uidSchema.safeParse(uid).success);
  return bad && `${bad[0]} "${bad[1]}" is no unique identifier; have its source correct it`;
}

function contradictionWith(expected: Expectation, uids: InstanceUids): string | undefined {
  if (expected.studyInstanceUid && expected.studyInstanceUid !== uids.studyInstanceUid) {
    return `The instance belongs to study ${uids.studyInstanceUid}, not to ${expected.studyInstanceUid} as requested`;
  }
  if (expected.sopInstanceUid && expected.sopInstanceUid !== uids.sopInstanceUid) {
    return `The dataset is instance ${uids.sopInstanceUid}, not ${expected.sopInstanceUid} as announced`;
  }
  return undefined;
}
