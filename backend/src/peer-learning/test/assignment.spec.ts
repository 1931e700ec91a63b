import fc from 'fast-check';
import { assign, type Assigned } from '../domain/assignment.js';
import { draw, type DrawableReport, type Rate } from '../domain/drawing.js';
import { randomFrom } from '../../dicom/index.js';

const READERS = ['anna', 'ben', 'cleo', 'dora', 'emil'];
const MODALITIES = ['CT', 'MR', 'DX'];

const report = fc.record({
  readerId: fc.constantFrom(...READERS),
  modality: fc.constantFrom(...MODALITIES),
  others: fc.subarray(READERS),
});
/** Reports that nobody who signed them may review, as the room passes them. */
const reports = fc.array(report, { maxLength: 120 }).map((all) =>
  all.map(({ readerId, modality, others }, index): DrawableReport => ({
    reportId: `report-${index}`,
    readerId,
    modality,
    eligible: others.filter((one) => one !== readerId),
  })),
);
const rate = fc.record({
  percent: fc.double({ min: 0, max: 100, noNaN: true }),
  capPerReader: fc.integer({ min: 1, max: 20 }),
});

const byId = (all: readonly DrawableReport[]) => new Map(all.map((one) => [one.reportId, one]));
const count = <T>(all: readonly T[], is: (one: T) => boolean): number => all.filter(is).length;

function made(all: DrawableReport[], by: Rate, seed: string): (Assigned & { report: DrawableReport })[] {
  const known = byId(all);
  return assign(all, by, seed).map((one) => {
    const report = known.get(one.reportId);
    if (!report) throw new Error('A report that was not there');
    return { ...one, report };
  });
}

describe('drawing reports for review', () => {
  it('gives each at most once, and never to who may not review it', () => {
    fc.assert(
      fc.property(reports, rate, fc.string(), (all, by, seed) => {
        const given = made(all, by, seed);
        expect(new Set(given.map(({ reportId }) => reportId)).size).toBe(given.length);
        for (const { report, reviewerId } of given) {
          expect(report.eligible).toContain(reviewerId);
          expect(reviewerId).not.toBe(report.readerId);
        }
      }),
    );
  });

  it('balances: nobody reviews what could go to somebody with two fewer', () => {
    fc.assert(
      fc.property(reports, rate, fc.string(), (all, by, seed) => {
        const given = made(all, by, seed);
        const load = (id: string): number => count(given, ({ reviewerId }) => reviewerId === id);
        for (const { report, reviewerId } of given)
          for (const other of report.eligible) expect(load(reviewerId) - load(other)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('balances within one where everybody may review what is not theirs, and many write', () => {
    const open = fc.array(fc.constantFrom(...READERS), { minLength: 1, maxLength: 20 }).map((rest) =>
      [...READERS, ...READERS, ...rest].map((readerId, index) => ({
        reportId: `report-${index}`,
        readerId,
        modality: 'CT',
        eligible: READERS.filter((one) => one !== readerId),
      })),
    );
    fc.assert(
      fc.property(open, fc.string(), (all, seed) => {
        const given = assign(all, { percent: 100, capPerReader: 2 }, seed);
        const loads = READERS.map((id) => count(given, ({ reviewerId }) => reviewerId === id));
        expect(given).toHaveLength(2 * READERS.length);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('comes out the same for the same seed, in whichever order the reports come', () => {
    const mixed = reports.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(mixed, rate, fc.string(), ([all, other], by, seed) => {
        const reversed = other.map((one) => ({ ...one, eligible: [...one.eligible].reverse() }));
        expect(assign(reversed, by, seed)).toEqual(assign(all, by, seed));
      }),
    );
  });

  it('comes out otherwise for another seed', () => {
    const all = Array.from({ length: 40 }, (_, index): DrawableReport => ({
      reportId: `report-${index}`,
      readerId: 'anna',
      modality: 'CT',
      eligible: ['ben', 'cleo'],
    }));
    const by = { percent: 25, capPerReader: 10 };
    expect(assign(all, by, 'one')).not.toEqual(assign(all, by, 'other'));
  });

  it('keeps to the rate and the cap of each reader', () => {
    fc.assert(
      fc.property(reports, rate, fc.string(), (all, by, seed) => {
        const reviewable = all.map((one) => ({ ...one, eligible: ['zoe'] }));
        const drawn = draw(reviewable, by, randomFrom(seed));
        for (const reader of READERS) {
          const exact = (count(all, ({ readerId }) => readerId === reader) * by.percent) / 100;
          const got = count(drawn, ({ readerId }) => readerId === reader);
          expect(got).toBeGreaterThanOrEqual(Math.min(Math.floor(exact), by.capPerReader));
          expect(got).toBeLessThanOrEqual(Math.min(Math.ceil(exact), by.capPerReader));
        }
      }),
    );
  });

  it('meets a rate below one report over many weeks', () => {
    const one: DrawableReport[] = [{ reportId: 'r', readerId: 'anna', modality: 'CT', eligible: ['ben'] }];
    const weeks = Array.from({ length: 4000 }, (_, week) =>
      draw(one, { percent: 25, capPerReader: 5 }, randomFrom(`week ${week}`)),
    );
    expect(weeks.flat().length / weeks.length).toBeGreaterThan(0.22);
    expect(weeks.flat().length / weeks.length).toBeLessThan(0.28);
  });

  it('draws of each modality within one of its share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...MODALITIES), { minLength: 1 }),
        fc.string(),
        (modalities, seed) => {
          const all = modalities.map((modality, index) => ({
            reportId: `report-${index}`,
            readerId: 'anna',
            modality,
            eligible: ['ben'],
          }));
          const drawn = draw(all, { percent: 50, capPerReader: 100 }, randomFrom(seed));
          for (const modality of MODALITIES) {
            const share = (count(all, (one) => one.modality === modality) * drawn.length) / all.length;
            expect(Math.abs(count(drawn, (one) => one.modality === modality) - share)).toBeLessThan(1);
          }
        },
      ),
    );
  });
});
