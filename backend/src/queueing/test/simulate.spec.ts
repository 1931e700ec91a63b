import type { ReadingOrderChoice, WhatIfScenario } from '@firstread/contract';
import { alwaysAtWork, withInstantFlags, withoutFlags, type Load } from '../domain/load.js';
import { readingOrderOf } from '../domain/reading-order.js';
import { simulate } from '../domain/simulate.js';
import { triageEffect } from '../domain/triage-effect.js';
import { memberOf, waitsOf } from '../domain/waits.js';
import { lateFlagShare } from '../domain/what-if.js';
import { flaggedFirst, loadOf, scenarioOf } from './scenarios.js';

/** Mean waits and the like of a load, without the first studies, which find an empty list. */
function run(load: Load, readers: number, order: ReadingOrderChoice, interrupts = false) {
  const readings = simulate(load, {
    order: readingOrderOf(order, load.profiles, load.ranks),
    shifts: alwaysAtWork(readers),
    interrupts,
    untilMinutes: Number.POSITIVE_INFINITY,
  });
  const warm = load.readyMinutes[Math.min(2000, load.readyMinutes.length - 1)] ?? 0;
  const of = (group: Parameters<typeof memberOf>[1]) => {
    const waits = waitsOf(load, readings, memberOf(load, group), warm);
    if (!waits) throw new Error(`Nobody is ${group}`);
    return waits;
  };
  return { of, late: lateFlagShare(load, readings, warm), readings };
}

const off = (value: number, expected: number) => Math.abs(value - expected) / expected;

describe('the simulation agrees with theory within 3 %', () => {
  it.each([
    [1, 0.7],
    [2, 0.8],
    [4, 0.8],
  ])('with %i readers at %d', (readers, rho) => {
    const load = loadOf(scenarioOf({ readers, rho }), 400_000, `theory/${readers}`);
    const list = {
      readers,
      readMinutes: 10,
      arrivalsPerMinute: (rho * readers) / 10,
      prevalence: 0.1,
      point: { sensitivity: 0.9, specificity: 0.9 },
    };
    for (const interrupts of [false, true]) {
      const theory = triageEffect(list, interrupts ? 'preemptive' : 'nonPreemptive');
      if (!theory.known) throw new Error(theory.refusal.reason);
      const { of } = run(load, readers, flaggedFirst(), interrupts);
      expect(off(of('flagged').mean, theory.value.flaggedMinutes)).toBeLessThan(0.03);
      expect(off(of('unflagged').mean, theory.value.unflaggedMinutes)).toBeLessThan(0.03);
      expect(off(of('missed').mean, theory.value.unflaggedMinutes)).toBeLessThan(0.06);
      expect(off(of('diseased').mean, theory.value.diseasedMinutes)).toBeLessThan(0.03);
      const fifo = run(withoutFlags(load), readers, { kind: 'arrival' });
      expect(off(fifo.of('all').mean, theory.value.fifoMinutes)).toBeLessThan(0.03);
    }
  });
});

describe('ageing and caps, one reader at 0.9', () => {
  const load = loadOf(scenarioOf({ readers: 1, rho: 0.9 }), 800_000, 'ageing');
  const cap = (minutes: number): ReadingOrderChoice =>
    flaggedFirst({ overdue: { afterMinutes: { stat: minutes, urgent: minutes, routine: minutes }, joins: 'top' } });
  const ageing = (flagged: number): ReadingOrderChoice => ({ kind: 'ageing', weights: { flagged, unflagged: 1 } });

  it.each([
    ['strict', flaggedFirst(), 10.8, 105, 520],
    ['ageing 20:1', ageing(20), 15.3, 104, 515],
    ['ageing 5:1', ageing(5), 28.4, 101, 500],
    ['ageing 2:1', ageing(2), 52.7, 96, 472],
    ['cap of 240 min', cap(240), 33.9, 100, 431],
    ['cap of 60 min', cap(60), 78.4, 90, 431],
  ] as const)('waits of %s are as published', (_, order, flagged, unflagged, p99) => {
    const { of } = run(load, 1, order);
    console.log(_, of('flagged').mean, of('unflagged').mean, of('unflagged').quantiles.p99, of('unflagged').max);
    expect(off(of('flagged').mean, flagged)).toBeLessThan(0.06);
    expect(off(of('unflagged').mean, unflagged)).toBeLessThan(0.06);
    expect(off(of('unflagged').quantiles.p99 ?? 0, p99)).toBeLessThan(0.06);
  });
});

describe('overdue studies that join the flagged, two readers at 0.9', () => {
  const load = loadOf(scenarioOf({ readers: 2, rho: 0.9 }), 800_000, 'caps');
  it.each([
    [null, 9.4],
    [240, 9.9],
    [180, 12.0],
    [120, 17.5],
    [90, 22.3],
    [60, 28.8],
    [30, 36.0],
  ])('after %s min', (minutes, diseased) => {
    const overdue = minutes
      ? { afterMinutes: { stat: minutes, urgent: minutes, routine: minutes }, joins: 'flagged' as const }
      : null;
    const { of } = run(load, 2, flaggedFirst({ overdue }));
    console.log(minutes, of('diseased').mean, diseased, of('all').mean, of('all').quantiles.p99);
    expect(off(of('diseased').mean, diseased)).toBeLessThan(0.06);
  });
});

describe('the latency of the AI', () => {
  it.each([
    [1, 0.8, [68, 66, 65, 61, 55, 46, 38], null],
    [2, 0.8, [68, 65, 63, 56, 46, 31, 21], [null, 32, null, 42, 53, 68, null]],
    [2, 0.9, [78, 76, 75, 71, 64, 53, 44], null],
    [4, 0.9, [78, 75, 72, 64, 53, 36, 25], null],
  ] as const)('with %i readers at %d costs the share that is published', (readers, rho, savings, late) => {
    const load = loadOf(scenarioOf({ readers, rho }), 300_000, `latency/${readers}/${rho}`);
    const before = run(withoutFlags(load), readers, { kind: 'arrival' }).of('diseased').mean;
    [0, 1, 2, 5, 10, 20, 30].forEach((minutes, at) => {
      const later = {
        ...load,
        flags: { ...load.flags, atMinutes: load.flags.atMinutes.map((one) => one + minutes) },
      };
      const after = run(later, readers, flaggedFirst());
      const saved = 100 * (1 - after.of('diseased').mean / before);
      console.log(readers, rho, minutes, saved, savings[at], 100 * (after.late ?? 0), late?.[at]);
      expect(Math.abs(saved - (savings[at] ?? 0))).toBeLessThan(2);
      const expected = late?.[at] ?? null;
      if (expected !== null) expect(Math.abs(100 * (after.late ?? 0) - expected)).toBeLessThan(2);
    });
  });
});
