import { matches, periodOf, type ScheduledStep, type WorklistKeys } from './worklist-match.js';

const step: ScheduledStep = {
  patientName: 'Müller^Jörg=ミュラー^ヨルク',
  patientId: 'P100',
  accessionNumber: 'A7',
  requestedProcedureId: 'RP7',
  studyInstanceUid: '2.25.7',
  stepId: 'S7',
  modality: 'CT',
  stationAeTitle: 'CT1',
  scheduledAt: '2026-03-10T14:30:00',
};

describe('a scheduled step', () => {
  it.each<[WorklistKeys, boolean]>([
    [{}, true],
    [{ patientName: '' }, true],
    [{ patientName: 'muller^jorg' }, true],
    [{ patientName: 'MÜLL*' }, true],
    [{ patientName: 'ミュ*' }, true],
    [{ patientName: 'Mull' }, false],
    [{ patientName: 'M?ller^*' }, true],
    [{ patientId: 'P1*' }, true],
    [{ patientId: 'p1*' }, false],
    [{ patientId: 'P.00' }, false],
    [{ accessionNumber: 'A7', modality: 'CT' }, true],
    [{ modality: 'MR\\CT' }, true],
    [{ modality: 'MR' }, false],
    [{ stationAeTitle: 'CT1' }, true],
    [{ stationAeTitle: 'CT2' }, false],
    [{ studyInstanceUid: '2.25.6\\2.25.7' }, true],
    [{ requestedProcedureId: 'RP8' }, false],
    [{ stepId: 'S7' }, true],
    [{ startTime: '1400-1500' }, true],
    [{ startTime: '1500-' }, false],
  ])('matches %j: %s', (keys, expected) => {
    expect(matches(step, keys)).toBe(expected);
  });

  it('of no station in particular is for every station', () => {
    expect(matches({ ...step, stationAeTitle: null }, { stationAeTitle: 'CT2' })).toBe(true);
  });
});

describe('the period', () => {
  it.each<[WorklistKeys, string, string]>([
    [{ startDate: '20260310' }, '2026-03-10T00:00:00', '2026-03-10T23:59:59'],
    [{ startDate: '20260310-20260312' }, '2026-03-10T00:00:00', '2026-03-12T23:59:59'],
    [{ startDate: '-20260312' }, '0001-01-01T00:00:00', '2026-03-12T23:59:59'],
    [{ startDate: '20260310-' }, '2026-03-10T00:00:00', '9999-12-31T23:59:59'],
    [
      { startDate: '20260705-20260707', startTime: '1000-1800' },
      '2026-07-05T10:00:00',
      '2026-07-07T18:00:59',
    ],
    [{ startDate: '20260310', startTime: '14' }, '2026-03-10T14:00:00', '2026-03-10T14:59:59'],
    [{ startDate: '20260310', startTime: '140500.123' }, '2026-03-10T14:05:00', '2026-03-10T14:05:00'],
    [{}, '0001-01-01T00:00:00', '9999-12-31T23:59:59'],
  ])('of %j', (keys, from, to) => {
    expect(periodOf(keys)).toEqual({ from, to });
  });

  it.each([{ startDate: 'today' }, { startDate: '-' }, { startDate: '2026', startTime: '1' }])(
    'of %j is none',
    (keys) => {
      expect(periodOf(keys)).toBeUndefined();
    },
  );
});
