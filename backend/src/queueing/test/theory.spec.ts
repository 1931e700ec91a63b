import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { Answer } from '../domain/answer.js';
import { fifoWait, nonPreemptiveWaits, preemptiveWaits, utilisation } from '../domain/reader-pool.js';
import {
  accumulatingPriorityWaits,
  singleFifoWait,
  singleNonPreemptiveWaits,
  singlePreemptiveWaits,
} from '../domain/single-reader.js';
import { effectiveUtilisation, savedShare, savingBand, triageEffect } from '../domain/triage-effect.js';

interface GoldenWaits {
  wPos: number;
  wNeg: number;
  wDiseased: number;
  savingDiseased: number;
}

interface GoldenCase {
  s: number;
  rho: number;
  meanReadMin: number;
  prevalence: number;
  se: number;
  sp: number;
  flagRate: number;
  wFifo: number;
  np: GoldenWaits & { savingFrac: number };
  pr: GoldenWaits;
}

const cases = JSON.parse(
  readFileSync(new URL('./queue-golden-vectors.json', import.meta.url), 'utf8'),
) as GoldenCase[];

function valueOf<T>(answer: Answer<T>): T {
  if (!answer.known) throw new Error(answer.refusal.reason);
  return answer.value;
}

/** The golden numbers have four decimals. */
const same = (value: number, golden: number) =>
  expect(Math.abs(value - golden)).toBeLessThanOrEqual(0.000051);

const listOf = ({ s, rho, meanReadMin, prevalence, se, sp }: GoldenCase) => ({
  readers: s,
  readMinutes: meanReadMin,
  arrivalsPerMinute: (rho * s) / meanReadMin,
  prevalence,
  point: { sensitivity: se, specificity: sp },
});

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const anyList = fc.record({
  readers: fc.integer({ min: 1, max: 12 }),
  rho: fc.double({ min: 0.05, max: 0.94, noNaN: true }),
  prevalence: share,
  point: fc.record({ sensitivity: share, specificity: share }),
});
const parts = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 });
/** Classes of a single reader at a load below 0.94. */
const anyClasses = fc
  .tuple(
    fc.array(
      fc.record({
        share: fc.double({ min: 0.01, max: 1, noNaN: true }),
        meanReadMinutes: fc.double({ min: 1, max: 60, noNaN: true }),
        squaredCv: fc.double({ min: 0, max: 3, noNaN: true }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    fc.double({ min: 0.05, max: 0.94, noNaN: true }),
  )
  .map(([all, rho]) => {
    const sum = all.reduce((total, one) => total + one.share, 0);
    return all.map(({ share: part, meanReadMinutes, squaredCv }) => ({
      arrivalsPerMinute: (part / sum) * (rho / meanReadMinutes),
      meanReadMinutes,
      squaredCv,
    }));
  });
const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, b));

describe('waits of two classes by formula', () => {
  it.each(cases.map((one) => [one.s, one.rho, one.prevalence, one] as const))(
    'of %i readers at %d with prevalence %d are the golden ones to four digits',
    (_s, _rho, _prevalence, golden) => {
      const effects = [
        [triageEffect(listOf(golden)), golden.np],
        [triageEffect(listOf(golden), 'preemptive'), golden.pr],
      ] as const;
      for (const [answer, expected] of effects) {
        const effect = valueOf(answer);
        same(effect.flagRate, golden.flagRate);
        same(effect.fifoMinutes, golden.wFifo);
        same(effect.flaggedMinutes, expected.wPos);
        same(effect.unflaggedMinutes, expected.wNeg);
        same(effect.diseasedMinutes, expected.wDiseased);
        same(effect.savedMinutes, expected.savingDiseased);
      }
      same(savedShare(golden.rho, listOf(golden).point, golden.prevalence), golden.np.savingFrac);
    },
  );

  it('cost the others what the diseased gain, and save the share of the closed form', () => {
    fc.assert(
      fc.property(anyList, ({ rho, ...list }) => {
        const arrivalsPerMinute = (rho * list.readers) / 10;
        const effect = valueOf(triageEffect({ ...list, readMinutes: 10, arrivalsPerMinute }));
        const { flagRate, flaggedMinutes, unflaggedMinutes, fifoMinutes, diseasedMinutes } = effect;
        close(flagRate * flaggedMinutes + (1 - flagRate) * unflaggedMinutes, fifoMinutes);
        const { prevalence, point } = list;
        close(prevalence * diseasedMinutes + (1 - prevalence) * effect.nonDiseasedMinutes, fifoMinutes);
        if (effect.savedShare !== null && fifoMinutes > 1e-6)
          expect(effect.savedShare).toBeCloseTo(savedShare(rho, point, prevalence), 8);
        const effective = effectiveUtilisation(flaggedMinutes, unflaggedMinutes);
        if (effective.known) expect(effective.value).toBeCloseTo(rho, 8);
      }),
    );
  });

  it('have a band around them that ends where steady state does', () => {
    const list = {
      readers: 2,
      readMinutes: 10,
      prevalence: 0.1,
      point: { sensitivity: 0.9, specificity: 0.9 },
    };
    for (const rho of [0.5, 0.8, 0.9, 0.94]) {
      const { share: band, minutes } = valueOf(savingBand({ ...list, arrivalsPerMinute: rho / 5 }));
      expect(band.low).toBeLessThan(band.mid);
      expect(band.mid).toBeLessThan(band.high);
      expect(band.high).toBeLessThan(1);
      expect(minutes.high).toBeLessThan(100);
    }
    expect(savingBand({ ...list, arrivalsPerMinute: 0.19 })).toMatchObject({
      known: false,
      refusal: { code: 'tooBusy' },
    });
  });
});

describe('waits of several classes by formula', () => {
  it('conserve the mean wait of all, whoever goes first', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 12 }), (shares, readers) => {
        const sum = shares.reduce((a, b) => a + b, 0);
        const classes = shares.map((part) => ({ rate: (part / sum) * readers * 0.09 }));
        const pool = { readers, readMinutes: 10 };
        const fifo = valueOf(fifoWait(classes, pool));
        for (const waits of [nonPreemptiveWaits(classes, pool), preemptiveWaits(classes, pool)]) {
          const mean = valueOf(waits).reduce((all, wait, k) => all + (wait * (shares[k] ?? 0)) / sum, 0);
          expect(Math.abs(mean - fifo) / fifo).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('conserve the work that waits with one reader and any reading times (Kleinrock 1965)', () => {
    fc.assert(
      fc.property(
        anyClasses,
        fc.array(fc.double({ min: 0.1, max: 20, noNaN: true }), { minLength: 5, maxLength: 5 }),
        (classes, weights) => {
          const fifo = valueOf(singleFifoWait(classes));
          const work = (waits: readonly number[]) =>
            classes.reduce(
              (sum, one, k) => sum + one.arrivalsPerMinute * one.meanReadMinutes * (waits[k] ?? 0),
              0,
            );
          const flat = work(classes.map(() => fifo));
          close(work(valueOf(singleNonPreemptiveWaits(classes))), flat);
          const weighted = classes.map((one, k) => ({ ...one, weight: weights[k] ?? 1 }));
          close(work(valueOf(accumulatingPriorityWaits(weighted))), flat);
        },
      ),
    );
  });

  it('are those of several readers where there is one and times are exponential', () => {
    fc.assert(
      fc.property(parts, (shares) => {
        const sum = shares.reduce((a, b) => a + b, 0);
        const rates = shares.map((part) => (part / sum) * 0.085);
        const classes = rates.map((rate) => ({ arrivalsPerMinute: rate, meanReadMinutes: 10, squaredCv: 1 }));
        const pool = { readers: 1, readMinutes: 10 };
        const compare = (a: readonly number[], b: readonly number[]) =>
          a.forEach((wait, k) => expect(Math.abs(wait - (b[k] ?? 0))).toBeLessThan(1e-6 * (1 + wait)));
        compare(
          valueOf(singleNonPreemptiveWaits(classes)),
          valueOf(
            nonPreemptiveWaits(
              rates.map((rate) => ({ rate })),
              pool,
            ),
          ),
        );
        compare(
          valueOf(singlePreemptiveWaits(classes)),
          valueOf(
            preemptiveWaits(
              rates.map((rate) => ({ rate })),
              pool,
            ),
          ),
        );
      }),
    );
  });

  it('end at order of arrival where no weight is higher, and at strict priority where one is far higher', () => {
    const read = { meanReadMinutes: 10, squaredCv: 1 };
    const classes = [
      { ...read, arrivalsPerMinute: 0.09 * 0.18 },
      { ...read, arrivalsPerMinute: 0.09 * 0.82 },
    ];
    const aged = (flagged: number) =>
      valueOf(
        accumulatingPriorityWaits(classes.map((one, k) => ({ ...one, weight: k === 0 ? flagged : 1 }))),
      );
    aged(1).forEach((wait) => expect(wait).toBeCloseTo(90, 6));
    const strict = valueOf(singleNonPreemptiveWaits(classes));
    aged(1e6).forEach((wait, k) => expect(wait).toBeCloseTo(strict[k] ?? 0, 2));
    // As published beside their simulation: 15.4, 29.0 and 53.9 minutes.
    [20, 5, 2].forEach((ratio, k) => expect(aged(ratio)[0]).toBeCloseTo([15.4, 29.0, 53.9][k] ?? 0, 1));
  });

  it('are not told where the load leaves no steady state or the input makes no sense', () => {
    const pool = { readers: 2, readMinutes: 10 };
    expect(utilisation([{ rate: 0.2 }], pool)).toBe(1);
    expect(fifoWait([{ rate: 0.2 }], pool)).toMatchObject({ refusal: { code: 'tooBusy' } });
    expect(nonPreemptiveWaits([{ rate: 0.1 }, { rate: 0.1 }], pool).known).toBe(false);
    expect(preemptiveWaits([{ rate: Number.NaN }], pool)).toMatchObject({
      refusal: { code: 'impossibleInput' },
    });
    const anything = fc.double();
    fc.assert(
      fc.property(anything, anything, anything, anything, (rate, readMinutes, prevalence, shareOf) => {
        const point = { sensitivity: shareOf, specificity: prevalence };
        const effect = triageEffect({ readers: 3, readMinutes, arrivalsPerMinute: rate, prevalence, point });
        if (!effect.known) return;
        for (const value of Object.values(effect.value)) if (value !== null) expect(value).not.toBeNaN();
      }),
    );
  });
});
