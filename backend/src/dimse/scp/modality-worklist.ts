import { Injectable } from '@nestjs/common';
import { getItem, getStrings, type DicomJsonDataset, type EncodableDataset } from '../../dicom/index.js';
import { AccessService } from '../../identity/index.js';
import { ScheduledSteps, type WorklistKeys } from '../../orders/index.js';
import { project } from '../protocol/projection.js';
import { worklistDataset } from '../protocol/worklist-dataset.js';
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
  const step = getItem(identifier, 'ScheduledProcedureStepSequence') ?? {};
  const key = (dataset: DicomJsonDataset, keyword: string) =>
    getStrings(dataset, keyword).join('\\') || undefined;
  return {
    patientName: key(identifier, 'PatientName'),
    patientId: key(identifier, 'PatientID'),
    accessionNumber: key(identifier, 'AccessionNumber'),
    requestedProcedureId: key(identifier, 'RequestedProcedureID'),
    studyInstanceUid: key(identifier, 'StudyInstanceUID'),
    stepId: key(step, 'ScheduledProcedureStepID'),
    modality: key(step, 'Modality'),
    stationAeTitle: key(step, 'ScheduledStationAETitle'),
    startDate: key(step, 'ScheduledProcedureStepStartDate'),
    startTime: key(step, 'ScheduledProcedureStepStartTime'),
  };
}
