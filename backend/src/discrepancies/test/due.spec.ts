import fc from 'fast-check';
import { dueAt, workingDaysAfter } from '../domain/due.js';

const due = (grade: 'none' | 'minor' | 'major', at: string, zone = 'UTC') =>
  dueAt(grade, new Date(at), zone)?.toISOString() ?? null;

describe('when somebody has to be told', () => {
  it('is within the hour where it is major, and never where there is nothing to tell', () => {
    expect(due('major', '2026-05-02T23:30:00.000Z')).toBe('2026-05-03T00:30:00.000Z');
    expect(due('none', '2026-05-02T23:30:00.000Z')).toBeNull();
  });

  it('is two working days later where it is minor', () => {
    expect(due('minor', '2026-05-04T09:00:00.000Z')).toBe('2026-05-06T09:00:00.000Z');
    expect(due('minor', '2026-05-07T09:00:00.000Z')).toBe('2026-05-11T09:00:00.000Z');
    expect(due('minor', '2026-05-09T09:00:00.000Z')).toBe('2026-05-12T09:00:00.000Z');
  });

  it('is so many working days later where it has to be graded first', () => {
    const friday = new Date('2026-05-08T09:00:00.000Z');
    expect(workingDaysAfter(friday, 1, 'UTC').toISOString()).toBe('2026-05-11T09:00:00.000Z');
    expect(workingDaysAfter(friday, 5, 'UTC').toISOString()).toBe('2026-05-15T09:00:00.000Z');
  });

  it('goes by the weekdays of the site', () => {
    // Friday evening in UTC is Saturday morning in Auckland.
    expect(due('minor', '2026-05-08T20:00:00.000Z', 'Pacific/Auckland')).toBe('2026-05-11T20:00:00.000Z');
    expect(due('minor', '2026-05-08T20:00:00.000Z')).toBe('2026-05-12T20:00:00.000Z');
  });

  it('is never on a weekend, and never more than four days away', () => {
    const instant = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2040-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, (now) => {
        const at = dueAt('minor', now, 'UTC');
        expect([0, 6]).not.toContain(at?.getUTCDay());
        const days = ((at?.getTime() ?? 0) - now.getTime()) / 86_400_000;
        expect(days).toBeGreaterThanOrEqual(2);
        expect(days).toBeLessThanOrEqual(4);
      }),
    );
  });
});
