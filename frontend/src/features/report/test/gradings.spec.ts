import { gradableKinds, gradingsOf, type GivenGradings } from '../model/gradings';

const given: GivenGradings = {
  preliminaryFinal: { grade: 'none', note: 'Typed before it was none' },
  emergency: { grade: '', note: '' },
};
const said = {
  physician: 'Dr. Night',
  text: 'No fracture',
  suspected: false,
  recordedBy: 'Reader',
  recordedAt: '2026-05-04T09:00:00.000Z',
};

describe('grades that are given with a signature', () => {
  it('are of what was said before and differs', () => {
    expect(gradableKinds([], null)).toEqual([]);
    const differing = [{ section: 'impression' as const, preliminary: 'Normal', final: 'Nodule' }];
    expect(gradableKinds(differing, said)).toEqual(['preliminaryFinal', 'emergency']);
  });

  it('leave out what is left for later, and what is of no kind that is asked for', () => {
    expect(gradingsOf(given, ['preliminaryFinal', 'emergency'])).toEqual([
      { kind: 'preliminaryFinal', grade: 'none', note: null },
    ]);
    expect(gradingsOf(given, ['emergency'])).toEqual([]);
  });

  it('are not complete while one that is major says nothing', () => {
    const major: GivenGradings = { ...given, emergency: { grade: 'major', note: ' ' } };
    expect(gradingsOf(major, ['preliminaryFinal', 'emergency'])).toBeNull();
    major.emergency.note = 'Fracture missed';
    expect(gradingsOf(major, ['emergency'])).toEqual([
      { kind: 'emergency', grade: 'major', note: 'Fracture missed' },
    ]);
  });
});
