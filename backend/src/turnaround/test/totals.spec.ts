import fc from 'fast-check';
import { QuantileSketch } from '../domain/quantile-sketch.js';
import { CHOICES, hoursFromBytes, hoursToBytes, statedFor, type HourCount } from '../domain/totals.js';

const DAY = new Date('2026-03-28T23:00:00Z');

describe('The hours of a day', () => {
  it('come back from their bytes as they were, in their order', () => {
    const hour = fc.record({
      n: fc.nat(1000),
      fallbacks: fc.nat(1000),
      excluded: fc.dictionary(fc.constantFrom('deleted', 'clockNonsense'), fc.integer({ min: 1, max: 300 })),
      maxSeconds: fc.option(fc.nat(2_000_000_000).map((ms) => ms / 1000)),
      seconds: fc.array(fc.nat(100_000), { maxLength: 20 }),
    });
    fc.assert(
      fc.property(fc.array(hour, { maxLength: 25 }), (hours) => {
        const counts = hours.map(({ seconds, ...count }, place) => ({
          ...count,
          hour: new Date(DAY.getTime() + place * 3_600_000),
          sketch: QuantileSketch.of(seconds),
        })) as HourCount[];
        const told = (some: readonly HourCount[]) =>
          some.map((one) => ({ ...one, sketch: [...one.sketch.toBytes()] }));
        const back = hoursFromBytes(DAY, hoursToBytes(DAY, counts.toReversed()));
        expect(told(back)).toEqual(told(counts));
      }),
    );
  });
});

describe('Totals', () => {
  it('tell the facets apart that a question names, and there is one for every question', () => {
    expect(statedFor('site', { modality: 'CT' })).toEqual(['site', 'modality']);
    expect(statedFor('shift', { aiState: 'flagged', site: 'North' })).toEqual(['site', 'aiState']);
    expect(CHOICES).toHaveLength(16);
    expect(CHOICES).toContainEqual(statedFor('none', {}));
  });
});
