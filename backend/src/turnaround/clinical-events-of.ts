import type { ClinicalEventKind } from '@firstread/contract';
import { isEvent, type EventMap, type PlaceDecided, type StoredEvent } from '../platform/index.js';
import type { EventDetail } from './domain/vocabulary.js';

/** Names of events that say something of the way of a study. */
export const CLINICAL = [
  'OrderPlaced',
  'OrderChanged',
  'ExamCompleted',
  'StudyCompleted',
  'StudyDeleted',
  'InferencePlanned',
  'InferenceStarted',
  'InferenceFinished',
  'InferenceWithdrawn',
  'WorklistItemChanged',
  'AlertRaised',
  'AlertAcknowledged',
  'AlertClosed',
  'StudyClaimed',
  'ClaimEnded',
  'ClaimHandedOver',
  'StudySkipped',
  'StudySkipUndone',
  'HoldPlaced',
  'HoldEnded',
  'StudyFirstOpened',
  'ReadingMarked',
  'ReportStarted',
  'ReportSigned',
  'CriticalIdentified',
  'CriticalCommunicationAttempted',
  'CriticalAcknowledged',
  'CriticalClosed',
  'CriticalWithdrawn',
] as const satisfies (keyof EventMap)[];
export type ClinicalPlatformEvent = StoredEvent<(typeof CLINICAL)[number]>;

/** A clinical event as the log has it. What is left out: it happened when it was logged, by our clock. */
export interface Said {
  kind: ClinicalEventKind;
  at?: Date;
  /** What a clock showed that names no zone: YYYY-MM-DDThh:mm:ss, of the modality. */
  shown?: string;
  detail?: EventDetail;
  /** It takes back the last one of its kind, of the same reader where it names one. */
  takesBack?: boolean;
}

/** When the images of a study came. */
export interface Arrival {
  firstReceivedAt: Date;
  lastReceivedAt: Date;
}

/** What an event says; `arrival` is asked for where its study is complete, and is undefined for what nobody is to read. */
export function clinicalEventsOf(
  event: ClinicalPlatformEvent,
  arrival: (studyId: string) => Arrival | undefined,
): Said[] {
  if (isEvent(event, 'StudyCompleted')) {
    const came = arrival(event.payload.studyId);
    if (!came) return [];
    return [
      { kind: 'firstInstance', at: came.firstReceivedAt },
      { kind: 'lastInstance', at: came.lastReceivedAt },
    ];
  }
  return ofOrder(event) ?? ofAi(event) ?? ofWorklist(event) ?? ofReport(event) ?? ofNotice(event) ?? [];
}

function ofOrder(event: ClinicalPlatformEvent): Said[] | undefined {
  if (isEvent(event, 'OrderPlaced')) {
    const { modality, orderClass } = event.payload;
    const detail = { ...(modality ? { modality } : {}), ...(orderClass ? { orderClass } : {}) };
    return [{ kind: 'orderPlaced', detail }];
  }
  if (isEvent(event, 'OrderChanged')) {
    if (event.payload.status === 'inProgress') return [{ kind: 'arrived' }];
    return event.payload.status === 'discontinued' ? [{ kind: 'cancelled' }] : [];
  }
  if (isEvent(event, 'ExamCompleted')) {
    const { endedAt } = event.payload;
    return [{ kind: 'examCompleted', ...(endedAt ? { shown: endedAt } : {}) }];
  }
  return isEvent(event, 'StudyDeleted') ? [{ kind: 'deleted' }] : undefined;
}

function ofAi(event: ClinicalPlatformEvent): Said[] | undefined {
  if (isEvent(event, 'InferencePlanned', 'InferenceWithdrawn')) {
    const kind = event.name === 'InferencePlanned' ? 'aiPlanned' : 'aiWithdrawn';
    return event.payload.runIds.map((run) => ({ kind, detail: { run } }));
  }
  if (isEvent(event, 'InferenceStarted'))
    return [{ kind: 'aiDispatched', detail: { run: event.payload.runId } }];
  if (!isEvent(event, 'InferenceFinished')) return undefined;
  const { runId: run, state } = event.payload;
  return [{ kind: 'aiResult', detail: { run, state } }];
}

const ENDED = { released: 'released', expired: 'released', takenOver: 'stolen' } as const;

function ofWorklist(event: ClinicalPlatformEvent): Said[] | undefined {
  if (isEvent(event, 'WorklistItemChanged')) return event.payload.place ? [ofPlace(event.payload.place)] : [];
  if (isEvent(event, 'StudyClaimed', 'ClaimEnded', 'ClaimHandedOver')) return ofClaim(event);
  if (isEvent(event, 'HoldPlaced', 'HoldEnded')) return [ofHold(event)];
  if (isEvent(event, 'StudySkipped'))
    return [{ kind: 'skipped', detail: { reason: event.payload.reasonCode } }];
  if (isEvent(event, 'StudySkipUndone')) return [{ kind: 'skipped', takesBack: true }];
  if (isEvent(event, 'StudyFirstOpened')) return [{ kind: 'firstOpened' }];
  if (!isEvent(event, 'ReadingMarked')) return undefined;
  return [{ kind: 'markedRead', takesBack: event.payload.reading !== 'read' }];
}

function ofClaim(event: StoredEvent<'StudyClaimed' | 'ClaimEnded' | 'ClaimHandedOver'>): Said[] {
  if (isEvent(event, 'StudyClaimed')) {
    const { how } = event.payload;
    return [{ kind: 'claimed', ...(how ? { detail: { how } } : {}) }];
  }
  if (isEvent(event, 'ClaimHandedOver')) {
    const { undone, to } = event.payload;
    return [{ kind: 'reassigned', takesBack: undone, detail: { reader: to.replace('person:', '') } }];
  }
  const { how } = event.payload as EventMap['ClaimEnded'];
  if (how === 'read') return [];
  return [{ kind: ENDED[how], ...(how === 'expired' ? { detail: { how } } : {}) }];
}

function ofHold(event: StoredEvent<'HoldPlaced' | 'HoldEnded'>): Said {
  if (!isEvent(event, 'HoldPlaced')) return { kind: 'holdEnded' };
  const { kind: reason, until } = event.payload;
  return { kind: 'holdPlaced', detail: { reason, until } };
}

function ofPlace({ formerBand: from, band: to, readyAt, ...place }: PlaceDecided): Said {
  const { site, orderClass, reasons, policyVersion: rules, modalities, ...more } = place;
  const detail = {
    ...{ orderClass, site, to, reasons, rules, ...more },
    ...(modalities[0] ? { modality: modalities[0] } : {}),
  };
  if (from === null) return { kind: 'readyToRead', at: new Date(readyAt), detail };
  return { kind: 'priorityChanged', detail: { ...detail, from } };
}

function ofReport(event: ClinicalPlatformEvent): Said[] | undefined {
  if (isEvent(event, 'ReportStarted')) return [{ kind: 'reportStarted' }];
  return isEvent(event, 'ReportSigned') ? [{ kind: event.payload.stage }] : undefined;
}

const NOTICES = {
  AlertRaised: 'notified',
  AlertAcknowledged: 'acknowledged',
  AlertClosed: 'notificationClosed',
  CriticalCommunicationAttempted: 'criticalCommunicated',
  CriticalIdentified: 'criticalIdentified',
  CriticalAcknowledged: 'criticalAcknowledged',
  CriticalClosed: 'criticalClosed',
  CriticalWithdrawn: 'criticalWithdrawn',
} as const;

function ofNotice(event: ClinicalPlatformEvent): Said[] | undefined {
  if (isEvent(event, 'AlertRaised', 'AlertAcknowledged', 'AlertClosed'))
    return [{ kind: NOTICES[event.name], detail: { alert: event.payload.alertId } }];
  if (isEvent(event, 'CriticalCommunicationAttempted')) {
    const { criticalId: critical, reached } = event.payload;
    return [{ kind: NOTICES[event.name], detail: { critical, reached } }];
  }
  if (isEvent(event, 'CriticalIdentified', 'CriticalAcknowledged')) {
    const { criticalId: critical, at } = event.payload;
    return [{ kind: NOTICES[event.name], ...(at ? { at: new Date(at) } : {}), detail: { critical } }];
  }
  if (!isEvent(event, 'CriticalClosed', 'CriticalWithdrawn')) return undefined;
  return [{ kind: NOTICES[event.name], detail: { critical: event.payload.criticalId } }];
}
