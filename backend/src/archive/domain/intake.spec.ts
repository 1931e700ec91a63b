import { intakeOf, type IntakeFacts } from './intake.js';

const NOW = new Date('2026-03-02T23:30:00Z');
const intake = (facts: Partial<IntakeFacts>, zone = 'UTC', now = NOW) =>
  intakeOf({ studyDate: '20260302', backfillAgeDays: 30, ...facts }, now, zone);

describe('a new study', () => {
  it('is a prior where its date is more days ago than the age, and not a day earlier', () => {
    expect(intake({ studyDate: '20260131' })).toBe('reading');
    expect(intake({ studyDate: '20260130' })).toBe('prior');
    expect(intake({ studyDate: '2026.01.30' })).toBe('prior');
  });

  it('has its days counted on the calendar of the site', () => {
    expect(intake({ studyDate: '20260131' }, 'Asia/Tokyo')).toBe('prior');
    expect(intake({ studyDate: '20260130' }, 'America/Los_Angeles', new Date('2026-03-02T02:00:00Z'))).toBe(
      'reading',
    );
  });

  it('is not older by an hour that the clocks skip', () => {
    const afterTheChange = new Date('2026-03-30T00:30:00Z');
    expect(intake({ studyDate: '20260228' }, 'Europe/Berlin', afterTheChange)).toBe('reading');
    expect(intake({ studyDate: '20260227' }, 'Europe/Berlin', afterTheChange)).toBe('prior');
  });

  it.each([null, '', '20260230', '2026', '00000000', 'yesterday', '20261131', '2026.0130'])(
    'without a usable date (%s) is a reading',
    (studyDate) => {
      expect(intake({ studyDate })).toBe('reading');
    },
  );

  it('of a day to come is a reading', () => {
    expect(intake({ studyDate: '20270101' })).toBe('reading');
  });

  it('is a reading however old where no age is set', () => {
    expect(intake({ studyDate: '19700101', backfillAgeDays: null })).toBe('reading');
  });

  it('is what its sender says outright', () => {
    expect(intake({ studyDate: '19700101', stated: 'reading' })).toBe('reading');
    expect(intake({ stated: 'prior', backfillAgeDays: null })).toBe('prior');
  });
});
