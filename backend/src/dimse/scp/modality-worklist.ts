import { Injectable } from '@nestjs/common';
import { getItem, getStrings, type DicomJsonDataset, type EncodableDataset } from '../../dicom/index.js';
import { AccessService } from '../../identity/index.js';
import { ScheduledSteps, type WorklistKeys } from '../../orders/index.js';
import { project } from '../protocol/projection.js';
import { worklistDataset } from '../protocol/worklist-dataset.js';
import { WORKLIST_KEYS } from '../tables.js';
import type { Conversation } from './conversation.js';

/** Modality Worklist SCP (PS3.4 annex K), from the orders that are scheduled. */
@Injectable()
export class WorklistScp {
  constructor(
    private readonly steps: ScheduledSteps,
    private readonly access: AccessService,
  ) {}

  async *find(
    { principal, source }: Conversation,
    identifier: DicomJsonDataset,
  ): AsyncGenerator<EncodableDataset> {
    await this.access.enforce(principal, { action: 'order.read', source });
    for await (const order of this.steps.matching(keysOf(identifier)))
      yield project(identifier, worklistDataset(order));
  }
}

function keysOf(identifier: DicomJsonDataset): WorklistKeys {
  const keys = Object.entries(WORKLIST_KEYS).map(([name, path]) => [name, valueAt(identifier, path)]);
  return Object.fromEntries(keys) as WorklistKeys;
}

/** The value of a key as the peer wrote it; a dot leads into the first item of a sequence. */
function valueAt(identifier: DicomJsonDataset, path: string): string | undefined {
  const [outer = '', inner] = path.split('.');
  const values = inner ? getStrings(getItem(identifier, outer) ?? {}, inner) : getStrings(identifier, outer);
  return values.join('\\') || undefined;
}
