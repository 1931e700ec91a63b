import { lastDue, nextDue, wholeBefore } from '../domain/due.js';

const BERLIN = 'Europe/Berlin';
const monday = { every: 'week', weekday: 0 } as const;
const sunday = { every: 'week', weekday: 6 } as const;
const next = (when: Parameters<typeof nextDue>[0], now: string, zone = BERLIN) =>
  nextDue(when, new Date(now), zone).at.toISOString();

describe('When a report is due', () => {
  it('keeps its hour by the clock of the site when the clock changes', () => {
    const when = { rhythm: monday, hour: 7 };
    expect(next(when, '2026-03-22T12:00:00Z')).toBe('2026-03-23T06:00:00.000Z');
    expect(next(when, '2026-03-23T06:00:00Z')).toBe('2026-03-30T05:00:00.000Z');
    expect(next(when, '2026-10-19T05:00:00Z')).toBe('2026-10-26T06:00:00.000Z');
  });

  it('comes once in an hour that is skipped, and once in one that comes twice', () => {
    const when = { rhythm: sunday, hour: 2 };
    expect(next(when, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(next(when, '2026-03-29T01:00:00Z')).toBe('2026-04-05T00:00:00.000Z');
    expect(next(when, '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:00:00.000Z');
    expect(next(when, '2026-10-25T00:00:00Z')).toBe('2026-11-01T01:00:00.000Z');
  });

  it('is on the day of the site, not of UTC', () => {
    const when = { rhythm: { every: 'month' }, hour: 0 } as const;
    expect(next(when, '2026-02-28T10:00:00Z', 'Pacific/Auckland')).toBe('2026-02-28T11:00:00.000Z');
    expect(next(when, '2026-02-28T11:00:00Z', 'Pacific/Auckland')).toBe('2026-03-31T11:00:00.000Z');
  });

  it('was last due at the same moment that it was next due before', () => {
    for (const rhythm of [monday, sunday, { every: 'month' } as const])
      for (let hour = 0; hour < 24; hour += 1) {
        let now = new Date('2026-01-01T00:30:00Z');
        for (let n = 0; n < 14; n += 1) {
          const { at, period } = nextDue({ rhythm, hour }, now, BERLIN);
          expect(lastDue({ rhythm, hour }, at, BERLIN)).toEqual({ at, period });
          expect(lastDue({ rhythm, hour }, new Date(at.getTime() - 1), BERLIN).at < at).toBe(true);
          now = at;
        }
      }
  });

  it('is of the last whole week or month', () => {
    expect(wholeBefore('week', '2026-11-30')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
    expect(wholeBefore('week', '2026-12-06')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
    expect(wholeBefore('month', '2028-03-01')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(wholeBefore('month', '2027-01-01')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  });
});
