import fc from 'fast-check';
import { waitAfter } from './back-off.js';

describe('the wait before the next attempt', () => {
  it('doubles from five seconds up to an hour', () => {
    expect([1, 2, 3, 4].map((failures) => waitAfter(failures, 1))).toEqual([5, 10, 20, 40]);
    expect(waitAfter(50, 1)).toBe(3600);
  });

  it('is never shorter for one failure more by more than chance, and never longer than an hour', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), chance, chance, (failures, one, other) => {
        const wait = waitAfter(failures, one);
        expect(wait).toBeGreaterThanOrEqual(4);
        expect(wait).toBeLessThanOrEqual(3600);
        expect(waitAfter(failures + 1, other)).toBeGreaterThanOrEqual(wait * 0.8);
      }),
    );
  });
});
