import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { forecastWaits } from '../domain/expected-waits.js';
import { fifoWait, priorityWaits, utilisation } from '../domain/queueing.js';
import { drawArrivals, simulate, type Arrival } from '../domain/simulation.js';
import { FIRST_RULES, targetOf } from '../domain/targets.js';
import { anyFacts, anyRules, firstRules } from './arbitraries.js';

const start = new Date('2026-03-01T00:00:00Z');
const anywhere = [{ modalities: ['CT'], location: null, site: null }];

/** The same sequence for the same seed (Park and Miller 1988). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Minutes of work before the readers at a time, in whatever order it is done (one reader). */
function workAt(arrivals: readonly Arrival[], at: number): number {
  let [work, last] = [0, 0];
  for (const { facts, readMinutes } of arrivals) {
    const ready = facts.readyAt.getTime();
    if (ready > at) break;
    work = Math.max(0, work - (ready - last) / 60_000) + readMinutes;
    last = ready;
  }
  return Math.max(0, work - (at - last) / 60_000);
}

describe('the simulated department', () => {
  const mix = { arrivalsPerHour: 9.6, readMinutes: 10, shares: { stat: 0, urgent: 0 }, flaggedShare: 0.18 };

  it('agrees with the formulas where targets play no part', () => {
    const far = {
      version: 1,
      rules: {
        ...FIRST_RULES,
        suspicionMinutes: 43_200,
        targets: { stat: 43_200, urgent: 43_200, routine: 43_200 },
      },
    };
    const arrivals = drawArrivals(60_000, { ...mix, profiles: anywhere }, start, seeded(11));
    const rate = mix.arrivalsPerHour / 60;
    const pool = { readers: 2, readMinutes: 10 };
    const [flagged = 0, unflagged = 0] =
      priorityWaits([{ rate: rate * 0.18 }, { rate: rate * 0.82 }], pool) ?? [];
    const readings = simulate(arrivals, 2, far);
    const mean = (wanted: boolean) => {
      const waits = readings.filter(({ arrival }) => arrival.facts.suspicions.length > 0 === wanted);
      return waits.reduce((sum, { waitMinutes }) => sum + waitMinutes, 0) / waits.length;
    };
    expect(Math.abs(mean(true) - flagged) / flagged).toBeLessThan(0.05);
    expect(Math.abs(mean(false) - unflagged) / unflagged).toBeLessThan(0.05);
  });

  it('lets no study wait longer than its target, the work there was then, and STAT that came since', () => {
    const anyArrivals = fc
      .array(
        fc.record({
          facts: anyFacts,
          gap: fc.integer({ max: 60, min: 0 }),
          readMinutes: fc.integer({ min: 1, max: 40 }),
        }),
        { minLength: 1, maxLength: 120 },
      )
      .map((all) => {
        let at = start.getTime();
        return all.map(({ facts, gap, readMinutes }): Arrival => {
          at += gap * 60_000;
          return { facts: { ...facts, readyAt: new Date(at) }, readMinutes };
        });
      });
    fc.assert(
      fc.property(anyArrivals, anyRules, (arrivals, any) => {
        const rules = { ...any, suspicionRank: 'belowStat' as const };
        for (const { arrival, waitMinutes } of simulate(arrivals, 1, { version: 1, rules })) {
          const { facts } = arrival;
          const due = facts.readyAt.getTime() + targetOf(facts, rules).minutes * 60_000;
          const taken = facts.readyAt.getTime() + waitMinutes * 60_000;
          if (taken <= due) continue;
          const stat = arrivals
            .filter((one) => one.facts.orderClass === 'stat')
            .filter((one) => one.facts.readyAt.getTime() > due && one.facts.readyAt.getTime() <= taken)
            .reduce((sum, one) => sum + one.readMinutes, 0);
          expect((taken - due) / 60_000).toBeLessThanOrEqual(
            workAt(arrivals, due) + stat - arrival.readMinutes + 1e-6,
          );
        }
      }),
    );
  });

  it('takes all studies, each once, and never one before it is ready', () => {
    const arrivals = drawArrivals(500, { ...mix, profiles: anywhere }, start, seeded(3));
    const readings = simulate(arrivals, 3, firstRules);
    expect(readings.map(({ arrival }) => arrival)).toEqual(arrivals);
    expect(Math.min(...readings.map(({ waitMinutes }) => waitMinutes))).toBeGreaterThanOrEqual(0);
  });

  it('costs the unflagged what the flagged gain, and never more than in order of arrival at the tail once targets are short', () => {
    const arrivals = drawArrivals(
      20_000,
      { ...mix, arrivalsPerHour: 10.8, profiles: anywhere },
      start,
      seeded(5),
    );
    const longest = (rules: Parameters<typeof simulate>[2]) =>
      Math.max(...simulate(arrivals, 2, rules).map(({ waitMinutes }) => waitMinutes));
    const fifo = longest('fifo');
    const strict = longest({
      version: 1,
      rules: { ...FIRST_RULES, targets: { stat: 30, urgent: 43_200, routine: 43_200 } },
    });
    const capped = longest({
      version: 1,
      rules: { ...FIRST_RULES, targets: { stat: 30, urgent: 60, routine: 60 } },
    });
    expect(strict).toBeGreaterThan(fifo);
    expect(capped).toBeLessThan(strict);
    expect(capped).toBeLessThanOrEqual(fifo + 60);
  });
});

describe('the forecast of waits', () => {
  const department = {
    readers: 2,
    arrivalsPerHour: 9,
    readMinutes: 10,
    flaggedShare: 0.15,
    statShare: 0.05,
    urgentShare: 0.2,
  };
  const strict = { version: 2, rules: { ...FIRST_RULES, suspicionRank: 'withStat' as const } };

  it('says what a rule gives the flagged and takes from STAT, by formula and by simulation alike', () => {
    const {
      before,
      after,
      fifoMinutes,
      utilisation: load,
    } = forecastWaits(department, anywhere, { before: firstRules, after: strict }, start, seeded(7));
    expect(load).toBeCloseTo(0.75);
    const of = (waits: typeof before, kind: string) => {
      const found = waits.find((one) => one.kind === kind);
      if (!found) throw new Error(`no waits of ${kind}`);
      return found;
    };
    expect(of(after, 'stat').formulaMinutes).toBeGreaterThan(of(before, 'stat').formulaMinutes ?? 0);
    expect(of(after, 'stat').meanMinutes).toBeGreaterThan(of(before, 'stat').meanMinutes);
    expect(of(after, 'flagged').meanMinutes).toBeLessThan(of(before, 'flagged').meanMinutes);
    expect(of(before, 'all').formulaMinutes).toBeCloseTo(fifoMinutes ?? 0);
  });
});
