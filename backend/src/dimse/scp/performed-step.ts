import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { uidFrom, type DicomJsonDataset } from '../../dicom/index.js';
import { PerformedStepService } from '../../orders/index.js';
import { DomainError } from '../../platform/index.js';
import { DimseError, STATUS } from '../protocol/status.js';
import type { Conversation } from './conversation.js';

/** Statuses of N-CREATE and N-SET (PS3.7 annex C, PS3.4 section F.7). */
const STATUS_OF: Readonly<Record<string, number>> = {
  STEP_ATTRIBUTE_MISSING: STATUS.missingAttribute,
  STEP_ATTRIBUTE_INVALID: STATUS.invalidAttribute,
  STEP_EXISTS: STATUS.duplicateInstance,
  STEP_OVER: STATUS.processingFailure,
  NOT_FOUND: STATUS.noSuchInstance,
};

/** Modality Performed Procedure Step SCP. */
@Injectable()
export class PerformedStepScp {
  constructor(private readonly steps: PerformedStepService) {}

  /** The SOP Instance UID: the one announced, or one of ours. */
  async create(
    { principal }: Conversation,
    sopInstanceUid: string | undefined,
    attributes: DicomJsonDataset,
  ): Promise<string> {
    const uid = sopInstanceUid?.trim() || uidFrom('firstread performed step', randomUUID());
    await translated(this.steps.begin(uid, attributes, principal));
    return uid;
  }

  async set({ principal }: Conversation, sopInstanceUid: string, changes: DicomJsonDataset): Promise<void> {
    await translated(this.steps.update(sopInstanceUid.trim(), changes, principal));
  }
}

async function translated(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DimseError(STATUS_OF[error.code] ?? STATUS.processingFailure, error.detail);
  }
}
