import { clinicalEventKindSchema, type ClaimWay, type ClinicalEventKind } from '@firstread/contract';

/** Who says that it happened. */
export type EventSource =
  'order' | 'mpps' | 'archive' | 'ai' | 'worklist' | 'viewer' | 'report' | 'alert' | 'critical';

/** Whose clock gives the time. A clock other than ours may be wrong. */
export type EventClock = 'platform' | 'modality';

export interface EventMeaning {
  meaning: string;
  usualSource: EventSource;
  /** Which one counts where there are several. */
  counts: 'first' | 'last';
  /** Code of IHE SOLE (Standardized Operational Log of Events), where it has one that means exactly this. */
  soleCode: string | null;
}

function event(
  meaning: string,
  usualSource: EventSource,
  { counts = 'first', soleCode = null }: Partial<Pick<EventMeaning, 'counts' | 'soleCode'>> = {},
): EventMeaning {
  return { meaning, usualSource, counts, soleCode };
}

/** Every kind of clinical event. SOLE names several more precisely than our log can tell: those have no code here. */
export const VOCABULARY: Readonly<Record<ClinicalEventKind, EventMeaning>> = {
  orderPlaced: event('The order came', 'order'),
  arrived: event('The exam began', 'order'),
  examCompleted: event('The modality completed the exam; of several steps, the last', 'mpps', {
    counts: 'last',
  }),
  firstInstance: event('The first image was received', 'archive'),
  lastInstance: event('The last image before the study counted as complete was received', 'archive'),
  readyToRead: event('The study could be read: it is complete and on the list', 'worklist'),
  aiPlanned: event('A model is to look at the study', 'ai'),
  aiDispatched: event('A model began with it', 'ai', { soleCode: 'SOLE114' }),
  aiResult: event('The result of a model, or its failure, is here', 'ai', { soleCode: 'SOLE115' }),
  aiWithdrawn: event('The run of a model was taken back', 'ai'),
  priorityChanged: event('The place in the reading order changed', 'worklist'),
  notified: event('Readers were told of a suspicion', 'alert'),
  acknowledged: event('A reader took note of it', 'alert'),
  notificationClosed: event('It needs no acknowledgement any more', 'alert'),
  claimed: event('A reader took the study', 'worklist'),
  released: event('A reader let it go, or the claim ran out', 'worklist'),
  skipped: event('A reader passed it over, with a reason', 'worklist'),
  stolen: event('A claim was taken over', 'worklist'),
  reassigned: event('A reader handed it to another', 'worklist'),
  holdPlaced: event('A reader found that it cannot be read yet', 'worklist'),
  holdEnded: event('That was over', 'worklist'),
  firstOpened: event('A radiologist opened it to read', 'viewer'),
  reportStarted: event('The report was begun', 'report'),
  preliminary: event('A preliminary report was signed', 'report'),
  final: event('The final report was signed', 'report'),
  addendum: event('An addendum was signed', 'report'),
  markedRead: event('It was marked as read without a report here', 'worklist', { counts: 'last' }),
  criticalIdentified: event('A critical result was marked', 'critical'),
  criticalCommunicated: event('Somebody was called about it', 'critical'),
  criticalAcknowledged: event('A named person received it', 'critical'),
  criticalClosed: event('It was closed', 'critical'),
  criticalWithdrawn: event('It was withdrawn', 'critical'),
  cancelled: event('The order was discontinued', 'order', { counts: 'last' }),
  deleted: event('The study was deleted', 'archive', { counts: 'last' }),
};

export const KINDS = clinicalEventKindSchema.options;

/** What is known of an event beside its time. Ids and codes, never patient data. */
export interface EventDetail {
  site?: string;
  modality?: string;
  orderClass?: string;
  run?: string;
  alert?: string;
  critical?: string;
  /** Of an AI result. */
  state?: string;
  /** Of a change of priority: the former band (null where it is new), the band, why, and by which version of the rules. */
  from?: number | null;
  to?: number;
  reasons?: string[];
  rules?: string;
  /** Of a place: within the band and when it is due (ISO 8601), the reasons in words, and whether it is to be read. */
  rankAt?: string;
  dueAt?: string;
  why?: string[];
  reading?: 'unread' | 'read' | 'nothingToRead';
  /** Of a claim: how the reader came to it; of its end: `expired` where nobody ended it. */
  how?: ClaimWay | 'expired';
  /** To whom a study was handed. */
  reader?: string;
  /** Of a hold; ISO 8601. */
  until?: string;
  /** Of a skip or a hold. */
  reason?: string;
  /** Of a call: whether somebody was reached. */
  reached?: boolean;
  /** Of a correction: it did not happen at all. */
  void?: boolean;
}

export interface ClinicalEvent {
  /** UUID. */
  id: string;
  kind: ClinicalEventKind;
  happenedAt: Date;
  /** By our clock. */
  recordedAt: Date;
  source: EventSource;
  clock: EventClock;
  detail: EventDetail;
  /** The event that this one takes the place of. */
  corrects: string | null;
}
