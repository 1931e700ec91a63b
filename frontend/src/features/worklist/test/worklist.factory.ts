import type { AiSummary, WorklistItem, WorklistPage } from '@firstread/contract';

/** A synthetic row; the rank orders rows within a band. */
export function row(uid: string, change: Partial<WorklistItem> = {}): WorklistItem {
  return {
    studyInstanceUid: `1.2.${uid}`,
    version: 1,
    band: 3,
    orderClass: change.band === 0 ? 'stat' : 'routine',
    rankAt: '2026-11-24T12:00:00.000Z',
    dueAt: '2026-11-24T12:00:00.000Z',
    readyAt: '2026-11-24T08:00:00.000Z',
    overdue: false,
    policyVersion: '1',
    reasons: [{ kind: 'order', text: 'Ordered as routine' }],
    reading: 'unread',
    claim: null,
    preliminaryBy: null,
    openCritical: 0,
    hold: null,
    receiving: false,
    patient: { name: `PHANTOM ${uid}`, id: uid, birthDate: null, sex: null },
    accessionNumber: null,
    studyDescription: 'Phantom',
    studyDate: '2026-11-24',
    modalities: ['CT'],
    bodyParts: ['HEAD'],
    institution: null,
    location: null,
    seriesCount: 1,
    instanceCount: 10,
    ai: [],
    ...change,
  };
}

export function page(items: WorklistItem[], change: Partial<WorklistPage> = {}): WorklistPage {
  return {
    items,
    next: null,
    counts: { unread: items.length, stat: 0, overdue: 0, total: items.length },
    sequence: '10',
    serverTime: '2026-11-24T08:00:00.000Z',
    ...change,
  };
}

export function ai(state: AiSummary['state'], change: Partial<AiSummary> = {}): AiSummary {
  const flagged = state === 'flagged';
  return {
    modelId: 'm1',
    modelName: 'Model one',
    modelVersion: '1.0.0',
    state,
    reason: null,
    stale: false,
    findings: flagged ? [{ label: 'Lesion suspected', flagged: true, critical: true }] : [],
    ...change,
  };
}
