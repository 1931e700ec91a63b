import fc from 'fast-check';
import { decide, FIRST_RULES, targetOf, type RulesInForce, type TriageFacts } from '../../triage/index.js';
import { anyFacts, anyRules, firstRules } from '../../../test/triage-arbitraries.js';
import { drawDepartment, forecastWaits } from '../domain/forecast.js';
import { groupBits } from '../domain/groups.js';
import { alwaysAtWork, flagsOf, ORDER_CLASSES, type Load } from '../domain/load.js';
import { readingOrderOf } from '../domain/reading-order.js';
import { simulate } from '../domain/simulate.js';
import { seeded } from './scenarios.js';

const anywhere = [{ modalities: ['CT'], location: null, site: null }];
const MINUTE = 60_000;
const start = new Date('2026-03-01T00:00:00Z').getTime();

/** A study, when it is ready, how long it takes to read, and how long after it is ready its flags come. */
interface Arrival {
  facts: TriageFacts;
  readyMinutes: number;
  readMinutes: number;
  flagMinutes: number;
}

const anyArrivals = fc
  .array(
    fc.record({
      facts: anyFacts,
      gap: fc.integer({ max: 60, min: 0 }),
      readMinutes: fc.integer({ min: 1, max: 40 }),
      flagAfter: fc.integer({ min: 0, max: 90 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((all) => {
    let readyMinutes = 0;
    return all.map(({ facts, gap, readMinutes, flagAfter }): Arrival => {
      readyMinutes += gap;
      const readyAt = new Date(start + readyMinutes * MINUTE);
      return {
        facts: { ...facts, readyAt },
        readyMinutes,
        readMinutes,
        flagMinutes: readyMinutes + flagAfter,
      };
    });
  });

function loadOf(arrivals: readonly Arrival[]): Load {
  return {
    readyMinutes: Float64Array.from(arrivals, ({ readyMinutes }) => readyMinutes),
    readMinutes: Float64Array.from(arrivals, ({ readMinutes }) => readMinutes),
    orderClass: Uint8Array.from(arrivals, ({ facts }) => ORDER_CLASSES.indexOf(facts.orderClass)),
    profile: Uint32Array.from(arrivals, (_, place) => place),
    profiles: arrivals.map(({ facts }) => facts),
    groups: Uint16Array.from(arrivals, ({ facts }) =>
      groupBits({
        orderClass: facts.orderClass,
        eligible: true,
        flagged: facts.suspicions.length > 0,
        condition: null,
        missed: false,
      }),
    ),
    condition: new Int16Array(arrivals.length).fill(-1),
    conditions: [],
    flags: flagsOf(
      arrivals.flatMap(({ facts, flagMinutes }, study) =>
        facts.suspicions.length > 0 ? [{ study, atMinutes: flagMinutes, model: 0 }] : [],
      ),
    ),
    ranks: [1],
  };
}

function openedOf(load: Load, rules: RulesInForce['rules'], readers: number): number[] {
  const { openedMinutes } = simulate(load, {
    order: readingOrderOf({ kind: 'rules', rules }, load.profiles, load.ranks),
    shifts: alwaysAtWork(readers),
    interrupts: false,
    untilMinutes: Number.POSITIVE_INFINITY,
  });
  return [...openedMinutes];
}

/** Readers who ask the policy about every waiting study each time they take one. */
function openedByAsking(arrivals: readonly Arrival[], rules: RulesInForce, readers: number): number[] {
  const opened = new Array<number>(arrivals.length).fill(Number.NaN);
  const free = new Array<number>(readers).fill(0);
  for (let taken = 0; taken < arrivals.length; taken++) {
    const reader = free.indexOf(Math.min(...free));
    const left = [...arrivals.keys()].filter((study) => Number.isNaN(opened[study]));
    const ready = (study: number) => arrivals[study]?.readyMinutes ?? 0;
    const now = Math.max(free[reader] ?? 0, Math.min(...left.map(ready)));
    const [first] = left
      .filter((study) => ready(study) <= now)
      .map((study) => {
        const { facts, flagMinutes } = arrivals[study] as Arrival;
        const suspicions = flagMinutes <= now ? facts.suspicions : [];
        const at = new Date(start + now * MINUTE);
        return { study, ...decide({ ...facts, suspicions }, rules, at) };
      })
      .sort((a, b) => a.band - b.band || a.rankAt.getTime() - b.rankAt.getTime() || a.study - b.study);
    if (!first) throw new Error('Nothing to take');
    opened[first.study] = now;
    free[reader] = now + (arrivals[first.study]?.readMinutes ?? 0);
  }
  return opened;
}

/** Minutes of work before the readers at a time, in whatever order it is done (one reader). */
function workAt(arrivals: readonly Arrival[], at: number): number {
  let [work, last] = [0, 0];
  for (const { readyMinutes, readMinutes } of arrivals) {
    if (readyMinutes > at) break;
    work = Math.max(0, work - (readyMinutes - last)) + readMinutes;
    last = readyMinutes;
  }
  return Math.max(0, work - (at - last));
}

describe('the simulated order by rules', () => {
  it('is the one that the policy gives where it is asked about every study', () => {
    fc.assert(
      fc.property(anyArrivals, anyRules, fc.integer({ min: 1, max: 3 }), (arrivals, rules, readers) => {
        expect(openedOf(loadOf(arrivals), rules, readers)).toEqual(
          openedByAsking(arrivals, { version: 1, rules }, readers),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('lets no study wait longer than its target, the work there was then, and STAT that came since', () => {
    fc.assert(
      fc.property(anyArrivals, anyRules, (arrivals, any) => {
        const rules = { ...any, suspicionRank: 'belowStat' as const };
        openedOf(loadOf(arrivals), rules, 1).forEach((taken, study) => {
          const { facts, readyMinutes, readMinutes } = arrivals[study] as Arrival;
          const due = readyMinutes + targetOf(facts, rules).minutes;
          if (taken <= due) return;
          const stat = arrivals
            .filter((one) => one.facts.orderClass === 'stat')
            .filter((one) => one.readyMinutes > due && one.readyMinutes <= taken)
            .reduce((sum, one) => sum + one.readMinutes, 0);
          expect(taken - due).toBeLessThanOrEqual(workAt(arrivals, due) + stat - readMinutes + 1e-6);
        });
      }),
    );
  });

  it('costs the unflagged what the flagged gain, and no more at the tail than order of arrival once targets are short', () => {
    const load = drawDepartment(
      20_000,
      {
        readers: 2,
        arrivalsPerHour: 10.8,
        readMinutes: 10,
        statShare: 0,
        urgentShare: 0,
        flaggedShare: 0.18,
      },
      anywhere,
      seeded('tail'),
    );
    const longest = (order: Parameters<typeof readingOrderOf>[0]) => {
      const { waitMinutes } = simulate(load, {
        order: readingOrderOf(order, load.profiles, load.ranks),
        shifts: alwaysAtWork(2),
        interrupts: false,
        untilMinutes: Number.POSITIVE_INFINITY,
      });
      return waitMinutes.reduce((a, b) => Math.max(a, b), 0);
    };
    const withTargets = (minutes: number) =>
      longest({
        kind: 'rules',
        rules: { ...FIRST_RULES, targets: { stat: 30, urgent: minutes, routine: minutes } },
      });
    const fifo = longest({ kind: 'arrival' });
    expect(withTargets(43_200)).toBeGreaterThan(fifo);
    expect(withTargets(60)).toBeLessThan(withTargets(43_200));
    expect(withTargets(60)).toBeLessThanOrEqual(fifo + 60);
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
    const rules = { before: firstRules, after: strict };
    const forecast = forecastWaits(department, anywhere, rules, seeded('forecast'));
    expect(forecast.utilisation).toBeCloseTo(0.75);
    const of = (waits: typeof forecast.before, kind: string) => {
      const found = waits.find((one) => one.kind === kind);
      if (!found) throw new Error(`no waits of ${kind}`);
      return found;
    };
    const { before, after } = forecast;
    expect(of(after, 'stat').formulaMinutes).toBeGreaterThan(of(before, 'stat').formulaMinutes ?? 0);
    expect(of(after, 'stat').meanMinutes).toBeGreaterThan(of(before, 'stat').meanMinutes);
    expect(of(after, 'flagged').meanMinutes).toBeLessThan(of(before, 'flagged').meanMinutes);
    expect(of(before, 'all').formulaMinutes).toBeCloseTo(forecast.fifoMinutes ?? 0);
    expect(of(before, 'all').studies).toBe(19_000);
  });

  it('gives no formula where the load leaves no steady state, and says what the simulation shows', () => {
    const busy = { ...department, arrivalsPerHour: 13 };
    const { fifoMinutes, after } = forecastWaits(
      busy,
      anywhere,
      { before: firstRules, after: strict },
      seeded('busy'),
    );
    expect(fifoMinutes).toBeNull();
    expect(after.every((one) => one.formulaMinutes === null && one.meanMinutes > 0)).toBe(true);
  });
});
