import type {
  ClaimWay,
  AiState,
  AlertEnd,
  AlertLevel,
  AssessmentKind,
  Band,
  CriticalTold,
  DiscrepancyGrade,
  DiscrepancyKind,
  DiscrepancyOutcome,
  HoldKind,
  ModelStage,
  OrderClass,
} from '@firstread/contract';

/** Everything that happens, past tense. Payloads carry ids, never patient data. */
export interface EventMap {
  InstanceStored: {
    studyId: string;
    studyUid: string;
    seriesUid: string;
    sopInstanceUid: string;
    revision: number;
    /** Made here, not acquired. */
    own: boolean;
    /** The model whose result a product sent. */
    producer?: { modelId: string; version: string };
  };
  InstancesRejected: InstancesOfStudy & {
    /** They came after their rejection note: nothing was made from them. */
    onArrival: boolean;
  };
  InstancesRestored: InstancesOfStudy;
  InstanceQuarantined: { quarantineId: string; code: string };
  StudyReopened: { studyId: string; studyUid: string; revision: number };
  StudyCompleted: { studyId: string; studyUid: string; revision: number };
  StudyMadeReading: {
    studyId: string;
    studyUid: string;
    revision: number;
    /** False while it is arriving: its completion follows. */
    complete: boolean;
    by: string;
  };
  StudyDeleted: { studyId: string; studyUid: string; role: string };
  InferencePlanned: { studyId: string; studyUid: string; runIds: string[] };
  InferenceStarted: { studyId: string; studyUid: string; runId: string };
  InferenceFinished: { studyId: string; studyUid: string; runId: string; state: AiState };
  InferenceWithdrawn: { studyId: string; studyUid: string; runIds: string[] };
  ResultsEncoded: { studyId: string; studyUid: string; runId: string };
  ModelStageChanged: {
    modelId: string;
    version: string;
    name: string;
    from: ModelStage | null;
    to: ModelStage;
    reason: string;
  };
  /** Of a study whose results by a model are to be kept from readers, or given back. */
  ResultsTurned: { studyId: string; studyUid: string };
  AssessmentGiven: {
    assessmentId: string;
    studyId: string;
    studyUid: string;
    runId: string;
    kind: AssessmentKind;
    by: string;
  };
  StudyFirstOpened: { studyId: string; studyUid: string };
  OrderClassSet: { studyId: string; studyUid: string; orderClass: string; by: string };
  ReadingMarked: { studyId: string; studyUid: string; reading: string; by: string };
  StudyClaimed: {
    studyId: string;
    studyUid: string;
    by: string;
    token: string;
    /** Not in events of before it was written here. */
    how?: ClaimWay;
  };
  ClaimEnded: {
    studyId: string;
    studyUid: string;
    by: string;
    how: 'released' | 'expired' | 'takenOver' | 'read';
  };
  /** `runId`: the AI result that came after the reading; of the other kinds there is none. */
  DiscrepancyFound: DiscrepancyOfStudy & { runId?: string };
  DiscrepancyGraded: DiscrepancyOfStudy & { grade: DiscrepancyGrade; by: string };
  DiscrepancyClosed: DiscrepancyOfStudy & { outcome: DiscrepancyOutcome; by: string };
  EmergencyInterpreted: { interpretationId: string; studyId: string; studyUid: string; by: string };
  RulesActivated: { version: number; by: string };
  ClaimHandedOver: {
    studyId: string;
    studyUid: string;
    by: string;
    to: string;
    token: string;
    /** The giver took it back. */
    undone: boolean;
  };
  StudySkipped: { studyId: string; studyUid: string; by: string; reasonCode: string };
  HoldPlaced: {
    studyId: string;
    studyUid: string;
    by: string;
    kind: HoldKind;
    /** ISO 8601. */
    until: string;
    /** Its end was undone. */
    again: boolean;
  };
  HoldEnded: {
    studyId: string;
    studyUid: string;
    by: string;
    how: 'ended' | 'undone' | 'read' | 'expired';
  };
  StudySkipUndone: { studyId: string; studyUid: string; by: string };
  OrderPlaced: {
    orderId: string;
    studyUid: string;
    /** Not in events of before they were written here. */
    modality?: string;
    orderClass?: OrderClass;
  };
  OrderChanged: { orderId: string; studyUid: string; status: string };
  ExamCompleted: {
    performedStepId: string;
    orderId: string | null;
    studyUid: string;
    /** When it ended by the clock of the modality, YYYY-MM-DDThh:mm:ss; left out where the modality does not say. */
    endedAt?: string;
  };
  ExamDiscontinued: { performedStepId: string; orderId: string | null; studyUid: string };
  AlertRaised: { alertId: string; studyId: string; studyUid: string };
  AlertEscalated: { alertId: string; studyId: string; studyUid: string; level: AlertLevel };
  AlertAcknowledged: { alertId: string; studyId: string; studyUid: string; by: string };
  AlertClosed: { alertId: string; studyId: string; studyUid: string; how: AlertEnd };
  CriticalIdentified: CriticalEvent & TimeSaid;
  CriticalCommunicationAttempted: CriticalEvent & { reached: boolean };
  CriticalAcknowledged: CriticalEvent & TimeSaid;
  CriticalEscalated: Omit<CriticalEvent, 'by'> & { told: CriticalTold };
  CriticalClosed: CriticalEvent;
  CriticalWithdrawn: CriticalEvent;
  /** Somebody else sees to it; `to` is null where nobody in particular does. */
  CriticalAssigned: CriticalEvent & { to: string | null };
  ReportStarted: { reportId: string; studyId: string; studyUid: string; by: string };
  /** `version` counts what was signed of one report: each is kept as it was. */
  ReportSigned: {
    reportId: string;
    studyId: string;
    studyUid: string;
    version: number;
    stage: 'preliminary' | 'final' | 'addendum';
    by: string;
  };
  /** `week`: its Monday, YYYY-MM-DD. */
  PeerReviewsAssigned: { week: string; reviewIds: string[] };
  PeerReviewGiven: { reviewId: string; studyId: string; studyUid: string };
  PeerReviewAnswered: { reviewId: string; studyId: string; studyUid: string };
  /** `place` where the study came onto the list, or its place or order class changed. */
  WorklistItemChanged: { studyId: string; studyUid: string; version: number; place?: PlaceDecided };
}

/** What happened to a critical result; its words are kept with it and never here. */
export interface CriticalEvent {
  criticalId: string;
  studyId: string;
  studyUid: string;
  by: string;
}

/** When it happened, as the person who entered it says; ISO 8601. */
export interface TimeSaid {
  at?: string;
}

/** A decision on the place of a study in the reading order. What may be left out is not in events of before it was written here. */
export interface PlaceDecided {
  /** Null where it was not on the list. */
  formerBand: Band | null;
  band: Band;
  orderClass: OrderClass;
  /** Kinds of the reasons. */
  reasons: string[];
  policyVersion: string;
  /** ISO 8601. */
  readyAt: string;
  modalities: string[];
  site: string;
  /** ISO 8601; the place within the band, earlier is higher. */
  rankAt?: string;
  /** ISO 8601. */
  dueAt?: string;
  /** The reasons in words but that of a hold, which may hold the note of a reader. */
  why?: string[];
  reading?: 'unread' | 'read' | 'nothingToRead';
}

/** Instances of one study, at a revision of it. */
export interface InstancesOfStudy {
  studyId: string;
  studyUid: string;
  revision: number;
  instances: { seriesUid: string; sopInstanceUid: string }[];
}

export interface DiscrepancyOfStudy {
  discrepancyId: string;
  kind: DiscrepancyKind;
  studyId: string;
  studyUid: string;
}
export type EventName = keyof EventMap;

export interface StoredEvent<N extends EventName = EventName> {
  /** Position in the log; compare with `comparePositions`. */
  position: Position;
  name: N;
  studyUid: string | null;
  payload: EventMap[N];
  occurredAt: Date;
}

/** Place in the log: transaction first, so that a later commit never slips in before it. */
export interface Position {
  transaction: bigint;
  id: bigint;
}

export function formatPosition(position: Position): string {
  return `${position.transaction}.${position.id}`;
}

export function isEvent<N extends EventName>(event: StoredEvent, ...names: N[]): event is StoredEvent<N> {
  return (names as EventName[]).includes(event.name);
}
