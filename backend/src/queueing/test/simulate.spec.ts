import type { StudyGroup } from '@firstread/contract';
import { triageEffect } from '../domain/triage-effect.js';
import { alwaysAtWork, withoutFlags, type Load } from '../domain/load.js';
import { readingOrderOf } from '../domain/reading-order.js';
import { simulate } from '../domain/simulate.js';
import { flaggedFirst, loadOf, run, scenarioOf } from './scenarios.js';

const TRIAGE = { prevalence: 0.3, point: { sensitivity: 0.7, specificity: 0.9 } };

/** Within 3 %, or a second: where readers break off, flagged studies wait next to nothing. */
const near = (value: number, expected: number) =>
  expect(Math.abs(value - expected)).toBeLessThan(Math.max(1 / 60, 0.03 * expected));

function drawnRates({ readyMinutes, readMinutes }: Load) {
  const studies = readyMinutes.length;
  return {
    arrivalsPerMinute: studies / (readyMinutes.at(-1) ?? 1),
    readMinutes: readMinutes.reduce((sum, one) => sum + one, 0) / studies,
  };
}

describe('the simulation agrees with theory within 3 %', () => {
  // Little is left to chance: many are missed, the formula is told the load as it was drawn, and how crowded that was, which
  // the wait by arrival tells, is taken out of the others.
  it.each([
    [1, 0.7, 250_000],
    [2, 0.7, 250_000],
    [4, 0.8, 700_000],
  ])('with %i readers at %d', (readers, rho, studies) => {
    const load = loadOf(scenarioOf({ readers, rho, ...TRIAGE }), studies, `theory/${readers}`);
    const list = { readers, ...drawnRates(load), ...TRIAGE };
    const fifo = run(withoutFlags(load), readers, { kind: 'arrival' }).of('all');
    for (const interrupts of [false, true]) {
      const theory = triageEffect(list, interrupts ? 'preemptive' : 'nonPreemptive');
      if (!theory.known) throw new Error(theory.refusal.reason);
      const { of } = run(load, readers, flaggedFirst(), interrupts);
      const paired = (group: StudyGroup) => (of(group).mean / fifo.mean) * theory.value.fifoMinutes;
      near(fifo.mean, theory.value.fifoMinutes);
      near(paired('flagged'), theory.value.flaggedMinutes);
      near(paired('unflagged'), theory.value.unflaggedMinutes);
      near(paired('missed'), theory.value.unflaggedMinutes);
      near(paired('diseased'), theory.value.diseasedMinutes);
    }
  });
});

describe('the department of the simulation', () => {
  const load = loadOf(scenarioOf({ readers: 1, rho: 0.8, latencyMinutes: 30 }), 400, 'small');
  const order = readingOrderOf(flaggedFirst(), load.profiles, load.ranks);
  const last = load.readyMinutes.at(-1) ?? 0;
  const during = (...hours: number[]) => [Float64Array.from(hours)];

  it('reads in its shifts alone, finishes what is open, and tells what still waits', () => {
    const shifts = during(0, 480, 1440, 1920);
    const readings = simulate(load, { order, shifts, interrupts: false, untilMinutes: 2880 });
    const { openedMinutes, open, waitMinutes } = readings;
    const opened = openedMinutes.filter((at) => !Number.isNaN(at));
    expect(opened.every((at) => (at >= 0 && at < 480) || (at >= 1440 && at < 1920))).toBe(true);
    expect(readings.staffedMinutes).toBe(960);
    open.forEach((waits, study) => {
      if (waits) expect(waitMinutes[study]).toBeCloseTo(2880 - (load.readyMinutes[study] ?? 0));
    });
    const arrived = load.readyMinutes.filter((at) => at <= 2880).length;
    expect(opened.length + open.reduce((a, b) => a + b, 0)).toBe(arrived);
    expect(waitMinutes.filter((wait) => Number.isNaN(wait)).length).toBe(load.readyMinutes.length - arrived);
  });

  it('ends where nobody comes to work any more', () => {
    const readings = simulate(load, {
      order,
      shifts: during(0, 60),
      interrupts: true,
      untilMinutes: Number.POSITIVE_INFINITY,
    });
    expect(readings.open.reduce((a, b) => a + b, 0)).toBeGreaterThan(300);
    expect(readings.waitMinutes.every((wait) => Number.isFinite(wait))).toBe(true);
  });

  it('does the same work in the same time whether readers break off or not', () => {
    const [whole, broken] = [false, true].map((interrupts) =>
      simulate(load, { order, shifts: alwaysAtWork(1), interrupts, untilMinutes: Number.POSITIVE_INFINITY }),
    );
    const work = load.readMinutes.reduce((a, b) => a + b, 0);
    expect(whole?.busyMinutes).toBeCloseTo(work);
    expect(broken?.busyMinutes).toBeCloseTo(work);
    expect(whole?.openedMinutes.every((at) => at <= last + work)).toBe(true);
  });
});

describe('readers who take another study than the first', () => {
  const load = loadOf(scenarioOf({ readers: 1, rho: 0.9, ...TRIAGE }), 500, 'takes');
  const department = {
    order: readingOrderOf({ kind: 'arrival' }, load.profiles, load.ranks),
    shifts: alwaysAtWork(1),
    interrupts: false,
    untilMinutes: Infinity,
  };

  it('are asked with the waiting studies in their order, and read what they say', () => {
    const inOrder = simulate(load, department);
    expect(simulate(load, { ...department, takes: ({ first }) => first })).toEqual(inOrder);
    const newest = simulate(load, {
      ...department,
      takes: ({ first, waiting }) => {
        const all = waiting();
        expect(all).toEqual([...all].sort((one, other) => one - other));
        expect(all[0]).toBe(first);
        return all.at(-1) ?? first;
      },
    });
    expect(newest.busyMinutes).toBeCloseTo(inOrder.busyMinutes, 6);
    expect(newest.openedMinutes).not.toEqual(inOrder.openedMinutes);
  });
});
