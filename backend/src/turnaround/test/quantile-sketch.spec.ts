import fc from 'fast-check';
import { QuantileSketch, RELATIVE_ERROR } from '../domain/quantile-sketch.js';

const seconds = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 5_000 }).map((ms) => ms / 1000),
  fc.integer({ min: 1, max: 2_000_000_000 }).map((ms) => ms / 1000),
);
const values = fc.array(seconds, { maxLength: 300 });

describe('The sketch of quantiles', () => {
  it('is right within its relative error', () => {
    fc.assert(
      fc.property(
        fc.array(seconds, { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, share) => {
          const exact = [...all].sort((a, b) => a - b)[Math.floor(share * (all.length - 1))] as number;
          const found = QuantileSketch.of(all).quantile(share) as number;
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * RELATIVE_ERROR * (1 + 1e-9));
        },
      ),
    );
  });

  it('merged from parts is the sketch of the whole, byte for byte', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const came = QuantileSketch.fromBytes(QuantileSketch.of(other).toBytes());
        const together = QuantileSketch.together([QuantileSketch.of(one), came]);
        expect(together.toBytes()).toEqual(QuantileSketch.of([...other, ...one]).toBytes());
      }),
    );
  });

  it('comes back from its bytes as it was', () => {
    fc.assert(
      fc.property(values, (all) => {
        const bytes = QuantileSketch.of(all).toBytes();
        expect(QuantileSketch.fromBytes(bytes).toBytes()).toEqual(bytes);
        expect(QuantileSketch.fromBytes(bytes).size).toBe(all.length);
      }),
    );
  });

  it('knows nothing of nothing', () => {
    expect(QuantileSketch.of([]).quantile(0.5)).toBeNull();
  });
});
