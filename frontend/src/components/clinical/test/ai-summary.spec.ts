import type { AiState, AiSummary } from '@firstread/contract';
import { overviewOf } from '../ai-summary';
import { aiWords } from '../ai-words';
import { bandKind } from '../band';

const result = (state: AiState, change: Partial<AiSummary> = {}): AiSummary => ({
  modelId: 'm',
  modelName: 'M',
  modelVersion: '1',
  state,
  reason: null,
  stale: false,
  findings: ['flagged', 'notFlagged'].includes(state)
    ? [{ label: 'Lesion suspected', flagged: state === 'flagged', critical: false }]
    : [],
  ...change,
});

describe('the AI columns', () => {
  it('says "processed, no flag" only when every model meant for the study has finished without a flag', () => {
    expect(overviewOf([result('notFlagged'), result('notEligible')]).triage).toBe('notFlagged');
    for (const missing of ['failed', 'running', 'pending', 'notEvaluable'] as const) {
      expect(overviewOf([result('notFlagged'), result(missing)]).triage).toBe(missing);
    }
  });
  it('says that a result was withdrawn before that others did not flag, in words of its own', () => {
    const withdrawn = result('withdrawn', { reason: 'Made from images that were rejected' });
    expect(overviewOf([result('notFlagged'), withdrawn])).toMatchObject({
      triage: 'withdrawn',
      status: 'withdrawn',
      suspicions: [],
    });
    expect(overviewOf([result('flagged'), withdrawn]).triage).toBe('flagged');
    expect(aiWords(withdrawn)).toEqual({ state: 'Withdrawn', why: 'Made from images that were rejected' });
  });
  it('never takes outlines for a look that found nothing', () => {
    const outlines = result('notFlagged', { findings: [] });
    expect(overviewOf([outlines, result('notEligible')])).toMatchObject({
      triage: 'notEligible',
      status: 'notFlagged',
    });
    expect(overviewOf([outlines, result('failed')]).triage).toBe('failed');
    expect(overviewOf([outlines, result('notFlagged')]).triage).toBe('notFlagged');
    expect(aiWords(outlines).state).toBe('Outlined');
  });
  it('puts a suspicion first, whatever else is missing, and the missing into the status', () => {
    const overview = overviewOf([result('failed'), result('flagged')]);
    expect(overview.triage).toBe('flagged');
    expect(overview.suspicions).toEqual(['Lesion suspected']);
    expect(overview.status).toBe('failed');
  });
  it('leads with a critical suspicion', () => {
    const critical = result('flagged', {
      modelId: 'c',
      findings: [{ label: 'Bleed suspected', flagged: true, critical: true }],
    });
    const overview = overviewOf([result('flagged'), critical]);
    expect(overview.suspicions).toEqual(['Bleed suspected', 'Lesion suspected']);
    expect(overview.lead?.modelId).toBe('c');
  });
  it('tells no model, and no model meant for it, apart from a result', () => {
    expect(overviewOf([]).triage).toBe('none');
    expect(overviewOf([result('notEligible')]).triage).toBe('notEligible');
    expect(overviewOf([result('notEligible')]).status).toBe('notEligible');
  });
  it('counts what has finished, and marks what was made before the latest images', () => {
    const overview = overviewOf([result('notFlagged', { stale: true }), result('running')]);
    expect(overview).toMatchObject({ finished: 1, total: 2, stale: true, status: 'running' });
  });
});

describe('the priority badge', () => {
  const order = { kind: 'order' as const, text: '' };
  const ai = { kind: 'ai' as const, text: '' };
  it('names the door of band 1', () => {
    expect(bandKind({ band: 1, orderClass: 'routine', overdue: false, reasons: [ai, order] })).toBe('ai');
    expect(bandKind({ band: 1, orderClass: 'routine', overdue: true, reasons: [order] })).toBe('overdue');
    expect(bandKind({ band: 1, orderClass: 'routine', overdue: true, reasons: [ai] })).toBe('ai');
    expect(bandKind({ band: 1, orderClass: 'routine', overdue: false, reasons: [order] })).toBe('raised');
  });
  it('never lets AI take the place of a human STAT', () => {
    expect(bandKind({ band: 0, orderClass: 'stat', overdue: true, reasons: [ai, order] })).toBe('stat');
  });
  it('does not call a suspicion STAT that a rule ranks with it', () => {
    expect(bandKind({ band: 0, orderClass: 'urgent', overdue: false, reasons: [ai, order] })).toBe('ai');
  });
});
