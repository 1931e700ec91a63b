import fc from 'fast-check';
import { loadBandOf } from '../domain/load.js';
import { QuantileSketch } from '../domain/quantile-sketch.js';
import type { Cell } from '../domain/roll-up.js';
import { survivalOf } from '../domain/survival.js';

function cell(seconds: number[]): Cell {
  return {
    stage: 'wait',
    hour: new Date(0),
    site: '',
    modality: 'CT',
    orderClass: 'routine',
    aiState: 'flagged',
    n: seconds.length,
    fallbacks: 0,
    excluded: {},
    maxSeconds: Math.max(0, ...seconds),
    sketch: QuantileSketch.of(seconds),
  };
}

describe('a curve of those still open', () => {
  it('is the share that has not ended where all have', () => {
    const { steps, n, open } = survivalOf('all', [cell([1, 2]), cell([3, 4, 4])], QuantileSketch.of([]));
    expect([n, open]).toEqual([5, 0]);
    expect(steps.map(({ share }) => Math.round(share * 100))).toEqual([80, 60, 40, 0]);
    expect(steps.map(({ atRisk }) => atRisk)).toEqual([5, 4, 3, 2]);
  });

  it('counts the open for as long as they have lasted, and no longer', () => {
    const { steps, lastSeconds } = survivalOf(
      'all',
      [cell([10, 20, 30, 40, 50])],
      QuantileSketch.of([25, 1000, 5]),
    );
    // 7/7 at risk of which one ends, 6 of which one, then one leaves: 4, 3 and 2 are left.
    const shares = [6 / 7, 5 / 7, (5 / 7) * (3 / 4), (5 / 7) * (2 / 4), (5 / 7) * (1 / 4)];
    expect(steps).toHaveLength(5);
    steps.forEach(({ share }, at) => expect(share).toBeCloseTo(shares[at] as number));
    expect(lastSeconds).toBeGreaterThan(990);
    expect(lastSeconds).toBeLessThan(1010);
  });

  it('is not given of few', () => {
    expect(survivalOf('all', [cell([1, 2, 3])], QuantileSketch.of([4, 5, 6]))).toMatchObject({
      suppressed: true,
      n: null,
      steps: [],
    });
  });

  it('never rises, and is told in no more steps than a chart shows', () => {
    const some = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 2000 });
    fc.assert(
      fc.property(some, some, (ended, open) => {
        const { steps } = survivalOf('all', [cell(ended)], QuantileSketch.of(open));
        expect(steps.length).toBeLessThanOrEqual(401);
        let before = 1;
        for (const { share } of steps) {
          expect(share).toBeLessThanOrEqual(before);
          before = share;
        }
      }),
      { numRuns: 30 },
    );
  });
});

it('a load has one band', () => {
  expect([0, 9, 10, 24, 25, 49, 50, 99, 100, 5000].map(loadBandOf)).toEqual([
    '0-9',
    '0-9',
    '10-24',
    '10-24',
    '25-49',
    '25-49',
    '50-99',
    '50-99',
    '100+',
    '100+',
  ]);
});
