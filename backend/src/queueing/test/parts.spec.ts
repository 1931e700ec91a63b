import fc from 'fast-check';
import { bootstrapByDay, estimate, studentT95 } from '../domain/estimates.js';
import { IndexedHeap } from '../domain/indexed-heap.js';
import { summarise } from '../domain/waits.js';
import { seeded } from './scenarios.js';

describe('the heap', () => {
  it('gives items by key, then by number, whatever was changed and removed', () => {
    const item = fc.integer({ min: 0, max: 15 });
    const step = fc.oneof(
      fc.record({ item, key: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ item, key: fc.constant(null) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const heap = new IndexedHeap(new Float64Array(16));
        const model = new Map<number, number>();
        for (const { item: one, key } of steps) {
          if (key === null) heap.remove(one);
          else heap.set(one, key);
          if (key === null) model.delete(one);
          else model.set(one, key);
          const [first] = [...model].sort(([a, x], [b, y]) => x - y || a - b);
          expect(heap.first).toBe(first?.[0]);
          expect(heap.firstKey).toBe(first?.[1] ?? Number.POSITIVE_INFINITY);
        }
      }),
    );
  });
});

describe('waits in short', () => {
  it('are mean and nearest rank where none is open', () => {
    const waits = fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(waits, (all) => {
        const told = summarise(Float64Array.from(all), new Float64Array(0));
        const sorted = [...all].sort((a, b) => a - b);
        const rank = (share: number) => sorted[Math.ceil(all.length * share - 1e-7) - 1];
        expect(told?.mean).toBeCloseTo(all.reduce((a, b) => a + b, 0) / all.length, 6);
        expect(told?.quantiles).toEqual({
          p50: rank(0.5),
          p75: rank(0.75),
          p90: rank(0.9),
          p95: rank(0.95),
          p99: rank(0.99),
        });
        expect(told?.max).toBe(sorted.at(-1));
      }),
    );
  });

  it('count the open for as long as they wait (Kaplan and Meier)', () => {
    const told = summarise(Float64Array.of(1, 3), Float64Array.of(2, 4));
    // S = 3/4 from 1, still so after 2 leaves, 3/8 from 3 to 4.
    expect(told).toMatchObject({ studies: 4, openAtEnd: 2, max: 4 });
    expect(told?.mean).toBeCloseTo(1 + 0.75 * 2 + 0.375);
    expect(told?.quantiles).toMatchObject({ p50: 3, p75: null });
    expect(summarise(new Float64Array(0), new Float64Array(0))).toBeUndefined();
  });
});

describe('estimates', () => {
  it("take Student's quantiles as tables have them", () => {
    const table = [
      [1, 12.7062],
      [2, 4.3027],
      [3, 3.1824],
      [5, 2.5706],
      [9, 2.2622],
      [29, 2.0452],
    ] as const;
    for (const [degrees, quantile] of table) expect(studentT95(degrees)).toBeCloseTo(quantile, 2);
    const { value, interval95 } = estimate([1, 2, 3, null]);
    expect(value).toBe(2);
    expect(interval95?.[1]).toBeCloseTo(2 + 4.3027 / Math.sqrt(3), 3);
    expect(estimate([])).toEqual({ value: null, interval95: null });
  });

  it('have no interval from fewer than five days', () => {
    const days = [1, 2, 3, 4, 5, 6].map((sum) => ({ sum, count: 1 }));
    expect(bootstrapByDay(days.slice(0, 4), seeded('days'))).toEqual({ value: 2.5, interval95: null });
    const { value, interval95 } = bootstrapByDay(days, seeded('days'));
    expect(value).toBe(3.5);
    expect(interval95?.[0]).toBeGreaterThan(1);
    expect(interval95?.[1]).toBeLessThan(6);
  });
});
