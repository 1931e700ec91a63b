import type { ClinicalEventKind, Stage, StageId, StagePoint } from '@firstread/contract';

function point(events: ClinicalEventKind[], fallbacks: ClinicalEventKind[] = []): StagePoint {
  return { events, fallbacks };
}

/** Ends every stage: nobody will do it any more. */
const OVER: ClinicalEventKind[] = ['cancelled', 'deleted'];
const READ_ELSEWHERE: ClinicalEventKind[] = ['markedRead', ...OVER];

/** Every time that is measured. `docs/metrics.md` says the same for people, and a spec compares the two. */
export const STAGES: readonly Stage[] = [
  {
    id: 'orderToExam',
    per: 'study',
    start: point(['orderPlaced']),
    end: point(['examCompleted'], ['lastInstance']),
    endsOtherwise: OVER,
  },
  {
    id: 'orderToArrival',
    per: 'study',
    start: point(['orderPlaced']),
    end: point(['arrived'], ['firstInstance']),
    endsOtherwise: OVER,
  },
  {
    id: 'transmission',
    per: 'study',
    start: point(['examCompleted']),
    end: point(['readyToRead']),
    endsOtherwise: OVER,
  },
  {
    id: 'wait',
    per: 'study',
    start: point(['readyToRead'], ['examCompleted']),
    end: point(['firstOpened'], ['reportStarted', 'preliminary', 'final']),
    endsOtherwise: READ_ELSEWHERE,
  },
  {
    id: 'read',
    per: 'study',
    start: point(['firstOpened'], ['reportStarted']),
    end: point(['preliminary', 'final']),
    endsOtherwise: READ_ELSEWHERE,
  },
  {
    id: 'reportTurnaround',
    per: 'study',
    start: point(['examCompleted'], ['readyToRead']),
    end: point(['preliminary', 'final']),
    endsOtherwise: READ_ELSEWHERE,
  },
  {
    id: 'finalTurnaround',
    per: 'study',
    start: point(['examCompleted'], ['readyToRead']),
    end: point(['final']),
    endsOtherwise: READ_ELSEWHERE,
  },
  {
    id: 'orderToFinal',
    per: 'study',
    start: point(['orderPlaced']),
    end: point(['final']),
    endsOtherwise: READ_ELSEWHERE,
  },
  {
    id: 'preliminaryToFinal',
    per: 'study',
    start: point(['preliminary']),
    end: point(['final']),
    endsOtherwise: OVER,
  },
  {
    id: 'aiLatency',
    per: 'run',
    start: point(['readyToRead'], ['aiPlanned']),
    end: point(['aiResult']),
    endsOtherwise: ['aiWithdrawn', ...OVER],
  },
  {
    id: 'aiQueue',
    per: 'run',
    start: point(['aiPlanned']),
    end: point(['aiDispatched']),
    endsOtherwise: ['aiWithdrawn', ...OVER],
  },
  {
    id: 'aiCompute',
    per: 'run',
    start: point(['aiDispatched']),
    end: point(['aiResult']),
    endsOtherwise: ['aiWithdrawn', ...OVER],
  },
  {
    id: 'notification',
    per: 'alert',
    start: point(['readyToRead']),
    end: point(['notified']),
    endsOtherwise: OVER,
  },
  {
    id: 'acknowledgement',
    per: 'alert',
    start: point(['notified']),
    end: point(['acknowledged']),
    endsOtherwise: ['notificationClosed', ...OVER],
  },
  {
    id: 'criticalCommunication',
    per: 'critical',
    start: point(['criticalIdentified']),
    end: point(['criticalAcknowledged']),
    endsOtherwise: ['criticalWithdrawn'],
  },
  {
    id: 'criticalClosure',
    per: 'critical',
    start: point(['criticalIdentified']),
    end: point(['criticalClosed']),
    endsOtherwise: ['criticalWithdrawn'],
  },
];

export function stageOf(id: StageId): Stage {
  return STAGES.find((stage) => stage.id === id) as Stage;
}
