import { choosePriors, type Candidate, type PresentStudy } from './priors.js';

const present: PresentStudy = {
  studyInstanceUid: '1.1',
  studyDate: '20260105',
  modalities: ['CT'],
  patientId: 'P1',
  birthDate: '19600101',
};
const study = (uid: string, more: Partial<Candidate> = {}): Candidate => ({
  studyInstanceUid: uid,
  studyDate: '20250105',
  modalities: ['CT'],
  patientId: 'P1',
  birthDate: '19600101',
  ...more,
});
const choice = { maximum: 2, withinDays: 3650, sameModality: true };

describe('priors', () => {
  it('are the newest of those that suit', () => {
    const candidates = [
      study('1.2', { studyDate: '20200101' }),
      study('1.3', { studyDate: '20251231' }),
      study('1.4', { studyDate: '20230101' }),
    ];
    expect(choosePriors(present, candidates, choice)).toEqual(['1.3', '1.4']);
  });

  it.each([
    ['the study itself', study('1.1')],
    ['of another patient', study('1.2', { patientId: 'P2' })],
    ['of somebody born on another day', study('1.2', { birthDate: '19700101' })],
    ['of another modality', study('1.2', { modalities: ['US'] })],
    ['later than the study', study('1.2', { studyDate: '20260106' })],
    ['older than is wanted', study('1.2', { studyDate: '20100101' })],
    ['without a date', study('1.2', { studyDate: null })],
  ])('are not %s', (_, candidate) => {
    expect(choosePriors(present, [candidate], choice)).toEqual([]);
  });

  it('may be of any modality, and of a birth date that only one of the two has', () => {
    const candidate = study('1.2', { modalities: ['US'], birthDate: null });
    expect(choosePriors(present, [candidate], { ...choice, sameModality: false })).toEqual(['1.2']);
  });
});
