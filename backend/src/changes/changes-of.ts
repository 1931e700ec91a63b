import type { ChangeKind } from '@firstread/contract';
import { isEvent, type StoredEvent } from '../platform/index.js';

/** One entry of the feed, before it has a number. */
export interface NewChange {
  kind: ChangeKind;
  studyUid: string;
  seriesUid: string | null;
  sopInstanceUid: string | null;
}

const studyKinds = {
  StudyReopened: 'studyReopened',
  StudyCompleted: 'studyCompleted',
  StudyMadeReading: 'studyMadeReading',
  StudyDeleted: 'studyDeleted',
} as const;

/** Names of events that may be changes of the archive. */
export const CHANGING = [
  'InstanceStored',
  'InstancesRejected',
  'InstancesRestored',
  'StudyReopened',
  'StudyCompleted',
  'StudyMadeReading',
  'StudyDeleted',
] as const;
export type ChangingEvent = StoredEvent<(typeof CHANGING)[number]>;

/** What an event means to consumers of the feed, in order. */
export function changesOf(event: ChangingEvent): NewChange[] {
  if (isEvent(event, 'InstanceStored')) {
    const { studyUid, seriesUid, sopInstanceUid, own } = event.payload;
    // Events of before the feed named no series.
    const of = { studyUid, seriesUid: seriesUid ?? null, sopInstanceUid };
    return [{ kind: own ? 'resultStored' : 'instanceStored', ...of }];
  }
  if (isEvent(event, 'InstancesRejected', 'InstancesRestored')) {
    const kind = event.name === 'InstancesRejected' ? 'instanceRejected' : 'instanceRestored';
    const { studyUid, instances } = event.payload;
    return instances.map((instance) => ({ kind, studyUid, ...instance }));
  }
  if (isEvent(event, 'StudyReopened', 'StudyCompleted', 'StudyMadeReading', 'StudyDeleted')) {
    const { studyUid } = event.payload;
    return [{ kind: studyKinds[event.name], studyUid, seriesUid: null, sopInstanceUid: null }];
  }
  return [];
}
