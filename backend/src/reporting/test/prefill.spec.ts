import type { AiResult, Finding } from '@firstread/contract';
import { prefillsOf } from '../domain/prefill.js';

const concept = { scheme: 'SCT', value: '1', meaning: 'Volume of haematoma' };
const measured = { concept, quantity: { value: 12345.67, unit: 'mL' } } as Finding;
const result = {
  runId: '00000000-0000-4000-8000-000000000001',
  modelId: 'haematoma',
  modelName: 'Haematoma',
  modelVersion: '1.2.0',
  presentationClass: 'reportPrefill',
  state: 'flagged',
  stale: false,
  findings: [measured, { concept, quantity: null } as Finding],
} as AiResult;

describe('what AI results offer to a report', () => {
  it('is each measurement as the result has it, with the model and version that it is from', () => {
    expect(prefillsOf([result])).toEqual([
      {
        runId: result.runId,
        label: 'Volume of haematoma',
        value: 12345.67,
        unit: 'mL',
        modelId: 'haematoma',
        modelName: 'Haematoma',
        modelVersion: '1.2.0',
        text: 'Volume of haematoma: 12345.67 mL (AI: Haematoma 1.2.0)',
      },
    ]);
  });

  it.each<Partial<AiResult>>([
    { stale: true },
    { state: 'withdrawn' },
    { state: 'notEvaluable' },
    { presentationClass: 'overlayConcurrent' },
  ])('is nothing of a result that is %j', (change) => {
    expect(prefillsOf([{ ...result, ...change }])).toEqual([]);
  });
});
