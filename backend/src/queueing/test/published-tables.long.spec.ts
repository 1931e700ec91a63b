import type { ReadingOrderChoice } from '@firstread/contract';
import { withoutFlags } from '../domain/load.js';
import { flaggedFirst, loadOf, run, scenarioOf } from './scenarios.js';

const off = (value: number, expected: number) => Math.abs(value - expected) / expected;

describe('ageing and caps, one reader at 0.9', () => {
  const load = loadOf(scenarioOf({ readers: 1, rho: 0.9 }), 150_000, 'ageing');
  const fifo = run(withoutFlags(load), 1, { kind: 'arrival' }).of('all');
  const quantile = ({ quantiles }: typeof fifo) => quantiles.p99 ?? 0;
  const cap = (minutes: number): ReadingOrderChoice =>
    flaggedFirst({
      overdue: { afterMinutes: { stat: minutes, urgent: minutes, routine: minutes }, joins: 'top' },
    });
  const ageing = (flagged: number): ReadingOrderChoice => ({
    kind: 'ageing',
    weights: { flagged, unflagged: 1 },
  });

  it.each([
    ['strict', flaggedFirst(), 10.8, 105, 520],
    ['ageing 20:1', ageing(20), 15.3, 104, 515],
    ['ageing 5:1', ageing(5), 28.4, 101, 500],
    ['ageing 2:1', ageing(2), 52.7, 96, 472],
    ['cap of 240 min', cap(240), 33.9, 100, 431],
    ['cap of 60 min', cap(60), 78.4, 90, 431],
  ] as const)('waits of %s are as published', (_, order, flagged, unflagged, p99) => {
    // Runs differ by how crowded they were; what is compared is the rule beside order of arrival (88 min, p99 430).
    const { of } = run(load, 1, order);
    expect(off(of('flagged').mean / fifo.mean, flagged / 88)).toBeLessThan(0.1);
    expect(off(of('unflagged').mean / fifo.mean, unflagged / 88)).toBeLessThan(0.05);
    expect(off(quantile(of('unflagged')) / quantile(fifo), p99 / 430)).toBeLessThan(0.08);
  });
});

describe('overdue studies that join the flagged, two readers at 0.9', () => {
  const scenario = scenarioOf({ readers: 2, rho: 0.9 });
  const loads = Array.from({ length: 12 }, (_, turn) => loadOf(scenario, 15_000, `caps/${turn}`));
  const diseased = (minutes: number | null) => {
    const afterMinutes = { stat: minutes ?? 1, urgent: minutes ?? 1, routine: minutes ?? 1 };
    const overdue = minutes === null ? null : { afterMinutes, joins: 'flagged' as const };
    return loads.map((load) => run(load, 2, flaggedFirst({ overdue })).of('diseased').mean);
  };

  it.each([
    [null, 9.4],
    [240, 9.9],
    [180, 12.0],
    [120, 17.5],
    [90, 22.3],
    [60, 28.8],
    [30, 36.0],
  ])('after %s min wait as long as published, within what runs differ by', (minutes, published) => {
    const waits = diseased(minutes);
    expect(Math.min(...waits)).toBeLessThan(published);
    expect(Math.max(...waits)).toBeGreaterThan(published);
  });
});

describe('the latency of the AI', () => {
  it.each([
    [1, 0.8, [68, 66, 65, 61, 55, 46, 38], null],
    [2, 0.8, [68, 65, 63, 56, 46, 31, 21], [null, 32, null, 42, 53, 68, null]],
    [2, 0.9, [78, 76, 75, 71, 64, 53, 44], null],
    [4, 0.9, [78, 75, 72, 64, 53, 36, 25], null],
  ] as const)('with %i readers at %d costs the share that is published', (readers, rho, savings, late) => {
    const load = loadOf(
      scenarioOf({ readers, rho }),
      rho > 0.8 ? 120_000 : 60_000,
      `latency/${readers}/${rho}`,
    );
    const before = run(withoutFlags(load), readers, { kind: 'arrival' }).of('diseased').mean;
    [0, 1, 2, 5, 10, 20, 30].forEach((minutes, at) => {
      const later = {
        ...load,
        flags: { ...load.flags, atMinutes: load.flags.atMinutes.map((one) => one + minutes) },
      };
      const after = run(later, readers, flaggedFirst());
      const saved = 100 * (1 - after.of('diseased').mean / before);
      expect(Math.abs(saved - (savings[at] ?? 0))).toBeLessThan(3);
      const expected = late?.[at] ?? null;
      if (expected !== null) expect(Math.abs(100 * (after.late ?? 0) - expected)).toBeLessThan(3);
    });
  });
});
