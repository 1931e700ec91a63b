import type { DicomJsonDataset } from '../../dicom/index.js';
import { endOfStep } from './performed-step.js';

/** Performed Procedure Step End Date (0040,0250) and Time (0040,0251). */
function ending(date: string, time: string): DicomJsonDataset {
  return { '00400250': { vr: 'DA', Value: [date] }, '00400251': { vr: 'TM', Value: [time] } };
}

describe('The end of a performed step', () => {
  it('is read where it is whole', () => {
    expect(endOfStep(ending('20260302', '081530.25'))).toBe('2026-03-02T08:15:30');
    expect(endOfStep(ending('20260302', '0815'))).toBe('2026-03-02T08:15:00');
  });

  it('is left out where it is not', () => {
    expect(endOfStep(ending('202603', '0815'))).toBeUndefined();
    expect(endOfStep(ending('20260302', '08'))).toBeUndefined();
    expect(endOfStep({})).toBeUndefined();
  });
});
