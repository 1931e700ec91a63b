import { isOutside, rateOf } from '../model/days';

describe('the flag rate of a day', () => {
  it.each([
    [{ flagged: 1, runs: 10 }, false],
    [{ flagged: 0, runs: 10 }, true],
    [{ flagged: 4, runs: 10 }, true],
    [{ flagged: 0, runs: 0 }, false],
  ])('%j is outside its limits: %s', (counts, outside) => {
    const day = { ...counts, day: '2026-03-01', low: 0.05, high: 0.3, noResult: 0, medianMs: 0, p95Ms: 0 };
    expect(isOutside({ ...day, psi: null })).toBe(outside);
  });

  it('is unknown where no run had a result', () => {
    expect(rateOf({ flagged: 0, runs: 0 })).toBeNull();
  });
});
