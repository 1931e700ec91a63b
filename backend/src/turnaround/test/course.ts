import { randomUUID } from 'node:crypto';
import type { OrderClass } from '@firstread/contract';
import type { DataSource } from 'typeorm';
import { logged } from './following.js';

const READER = `person:${randomUUID()}`;

/** What became of a study, in minutes. */
export interface Course {
  modality: string;
  orderClass?: OrderClass;
  readyMinutes?: number;
  waitMinutes?: number;
  finalMinutes?: number;
  /** By the clock of the modality. */
  completedMinutes?: number;
}

/** Logs it as the rooms would; `at` gives the instant of a minute. */
export async function logCourse(
  dataSource: DataSource,
  at: (minutes: number) => Date,
  uid: string,
  { modality, orderClass = 'routine', readyMinutes = 0, waitMinutes, finalMinutes, completedMinutes }: Course,
): Promise<void> {
  const study = { studyId: randomUUID(), studyUid: uid };
  await logged(dataSource, at(readyMinutes), 'WorklistItemChanged', {
    ...study,
    version: 1,
    place: {
      formerBand: null,
      band: 3,
      orderClass,
      reasons: ['order'],
      policyVersion: '1.1',
      readyAt: at(readyMinutes).toISOString(),
      modalities: [modality],
      site: 'North',
    },
  });
  if (completedMinutes !== undefined)
    await logged(dataSource, at(Math.max(readyMinutes, completedMinutes)), 'ExamCompleted', {
      performedStepId: randomUUID(),
      orderId: null,
      studyUid: uid,
      endedAt: at(completedMinutes).toISOString().slice(0, 19),
    });
  if (waitMinutes !== undefined)
    await logged(dataSource, at(readyMinutes + waitMinutes), 'StudyFirstOpened', study);
  if (finalMinutes !== undefined)
    await logged(dataSource, at(readyMinutes + finalMinutes), 'ReportSigned', {
      ...study,
      reportId: randomUUID(),
      version: 1,
      stage: 'final',
      by: READER,
    });
}
