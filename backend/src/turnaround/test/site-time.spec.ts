import fc from 'fast-check';
import { dayAfter, instantOf, shiftOf, siteTime, startOfDay, startOfHour } from '../domain/site-time.js';

const HOUR_MS = 3_600_000;
const ZONES = [
  'Europe/Zurich',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'UTC',
];
const instants = fc.date({ min: new Date('1995-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const hoursOf = (day: string, zone: string) =>
  (startOfDay(dayAfter(day), zone).getTime() - startOfDay(day, zone).getTime()) / HOUR_MS;

describe('The time of the site', () => {
  it('has days of 23 and 25 hours where the clock is changed', () => {
    expect(hoursOf('2026-03-28', 'Europe/Zurich')).toBe(24);
    expect(hoursOf('2026-03-29', 'Europe/Zurich')).toBe(23);
    expect(hoursOf('2026-10-25', 'Europe/Zurich')).toBe(25);
    expect(hoursOf('2026-03-08', 'America/New_York')).toBe(23);
    expect(hoursOf('2026-11-01', 'America/New_York')).toBe(25);
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo')).toEqual(new Date('2018-11-04T03:00:00Z'));
  });

  it('tells the two hours of the night apart that the clock shows twice', () => {
    const [first, second] = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map((one) => new Date(one));
    for (const one of [first, second] as Date[])
      expect(siteTime(one, 'Europe/Zurich')).toEqual({ day: '2026-10-25', weekday: 6, hour: 2 });
    expect(startOfHour(first as Date, 'Europe/Zurich')).not.toEqual(
      startOfHour(second as Date, 'Europe/Zurich'),
    );
  });

  it('begins hours where the clock of the site begins them', () => {
    expect(startOfHour(new Date('2026-05-01T10:20:00Z'), 'Asia/Kathmandu')).toEqual(
      new Date('2026-05-01T10:15:00Z'),
    );
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (at, zone) => {
        const start = startOfHour(at, zone);
        expect(at.getTime() - start.getTime()).toBeLessThan(HOUR_MS);
        expect(start.getTime()).toBeLessThanOrEqual(at.getTime());
      }),
    );
  });

  it('puts every instant into the day that it falls in', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (at, zone) => {
        const { day } = siteTime(at, zone);
        expect(startOfDay(day, zone).getTime()).toBeLessThanOrEqual(at.getTime());
        expect(startOfDay(dayAfter(day), zone).getTime()).toBeGreaterThan(at.getTime());
      }),
    );
  });

  it('reads a clock without a zone', () => {
    expect(instantOf('2026-07-01T12:00:00', 'Europe/Zurich')).toEqual(new Date('2026-07-01T10:00:00Z'));
    expect(instantOf('2026-10-25T02:30:00', 'Europe/Zurich')).toEqual(new Date('2026-10-25T00:30:00Z'));
    expect(instantOf('2026-03-29T02:30:00', 'Europe/Zurich')).toEqual(new Date('2026-03-29T01:30:00Z'));
    expect(instantOf('nonsense', 'UTC').getTime()).toBeNaN();
  });

  it('divides the day into shifts', () => {
    expect([6, 7, 14, 15, 22, 23].map(shiftOf)).toEqual([
      'night',
      'day',
      'day',
      'evening',
      'evening',
      'night',
    ]);
  });
});
