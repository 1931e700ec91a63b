import type { Discrepancy, DiscrepancyGrade } from '@firstread/contract';
import { readClosing } from '../model/closing';

const said = {
  physician: 'Dr. Night',
  text: 'No fracture',
  suspected: false,
  recordedBy: 'Reader',
  recordedAt: '2026-05-04T09:00:00.000Z',
};
const graded = (grade: DiscrepancyGrade): Discrepancy => ({
  kind: 'emergency',
  id: '00000000-0000-4000-8000-000000000001',
  studyInstanceUid: '1.2.3',
  patient: { name: '', id: '', birthDate: null, sex: null },
  studyDescription: null,
  modalities: ['CT'],
  version: 2,
  openedAt: said.recordedAt,
  grading: { grade, note: null, by: 'Reader', at: said.recordedAt },
  dueAt: said.recordedAt,
  comparison: { emergency: said, radiologist: 'Reader', finalAt: said.recordedAt, impression: 'Fracture' },
  closed: null,
});

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

describe('closing a discrepancy', () => {
  it('names who was told where it is major, or says that they were told', () => {
    const nobody = { toldTo: expect.any(String) as string };
    expect(readClosing(form({ outcome: 'addendum', toldTo: ' ' }), graded('major'))).toEqual({
      problems: nobody,
    });
    expect(readClosing(form({ outcome: 'communicated' }), graded('minor'))).toEqual({ problems: nobody });
    expect(readClosing(form({ outcome: 'communicated', toldTo: 'Dr. Day' }), graded('major'))).toEqual({
      input: { outcome: 'communicated', note: null, toldTo: 'Dr. Day' },
    });
  });

  it('names nobody where nobody has to be told', () => {
    expect(readClosing(form({ outcome: 'noChange', note: '' }), graded('minor'))).toEqual({
      input: { outcome: 'noChange', note: null, toldTo: null },
    });
  });
});
