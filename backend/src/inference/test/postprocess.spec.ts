import type { TensorManifest } from '@firstread/contract';
import fc from 'fast-check';
import { interpret } from '../postprocess/interpret.js';
import { countPixels, keepLargestComponents, type Mask } from '../postprocess/mask.js';
import { concatenate, mapSlice } from '../postprocess/tensor.js';
import { resize, resizeNearest } from '../preprocess/resize.js';
import { squares } from './readings.js';
import { shippedModel } from '../../../test/shipped-models.js';

const mask = (columns: number, text: string): Mask => ({
  rows: text.length / columns,
  columns,
  values: Uint8Array.from(text, (c) => (c === '#' ? 1 : 0)),
});

describe('resize', () => {
  it.each(['bicubic', 'area', 'bilinear'] as const)('%s keeps a constant image constant', (filter) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (from, to) => {
        const plane = { rows: from, columns: from + 1, values: new Float32Array(from * (from + 1)).fill(7) };
        const values = resize(plane, to, to, filter).values;
        expect(values).toHaveLength(to * to);
        expect(Math.max(...values.map((value) => Math.abs(value - 7)))).toBeLessThan(5e-5);
      }),
    );
  });

  it('area takes the mean of the pixels it covers', () => {
    const plane = { rows: 2, columns: 4, values: Float32Array.of(1, 3, 10, 20, 5, 7, 30, 40) };
    expect([...resize(plane, 2, 1, 'area').values]).toEqual([4, 25]);
  });

  it('nearest keeps values', () => {
    const plane = { rows: 1, columns: 2, values: Float32Array.of(0, 1) };
    expect([...resizeNearest(plane, 4, 1).values]).toEqual([0, 0, 1, 1]);
  });
});

describe('masks', () => {
  it('keeps the largest components, joined by edges and not by corners', () => {
    const kept = keepLargestComponents(mask(5, '##..#' + '##.#.' + '....#'), 1);
    expect(countPixels(kept)).toBe(4);
    expect([...kept.values].join('')).toBe('110001100000000');
  });

  it('never has more components than asked for, and adds no pixel', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 36, maxLength: 36 }),
        fc.integer({ min: 1, max: 4 }),
        (pixels, n) => {
          const before = { rows: 6, columns: 6, values: Uint8Array.from(pixels, Number) };
          const after = keepLargestComponents(before, n);
          expect(after.values.every((value, i) => value <= (before.values[i] as number))).toBe(true);
          expect(keepLargestComponents(after, n).values).toEqual(after.values);
        },
      ),
    );
  });
});

describe('tensors', () => {
  it('joins batches along N and refuses a map of another shape', () => {
    const one = { dims: [1, 1, 1, 2], data: Float32Array.of(1, 2) };
    const joined = concatenate([one, { dims: [1, 1, 1, 2], data: Float32Array.of(3, 4) }]);
    expect(joined.dims).toEqual([2, 1, 1, 2]);
    expect([...mapSlice(joined, 1).values]).toEqual([3, 4]);
    expect(() => mapSlice(joined, 2)).toThrow(/N × C/);
  });
});

describe('interpretation', () => {
  let triage: TensorManifest;
  let head: TensorManifest;
  beforeAll(async () => {
    triage = (await shippedModel('cxr-opacity-triage')).manifest;
    head = (await shippedModel('head-ct-hyperdensity')).manifest;
  });
  const score = (value: number) => ({ probability: { dims: [1, 1], data: Float32Array.of(value) } });

  it.each([
    [0.5, 'flagged'],
    [0.499, 'notFlagged'],
  ] as const)('a score of %d at operating point 0.5 is %s', (value, state) => {
    expect(interpret(triage, score(value), squares(2))).toMatchObject({ state });
  });

  it('refuses a score that is no number, and a missing output', () => {
    expect(() => interpret(triage, score(Number.NaN), squares(2))).toThrow(/no finite value/);
    expect(() => interpret(triage, {}, squares(2))).toThrow(/no output named probability/);
  });

  const slices = (pixels: number, lesion: number) => {
    const map = (count: number) => ({
      dims: [4, 1, 100, 100],
      data: Float32Array.from({ length: 40_000 }, (_, i) => (i % 10_000 < count ? 1 : 0)),
    });
    return { intracranial: map(pixels), hyperdense: map(lesion) };
  };
  const four = squares(100, 4);

  it('measures a volume of pixels, pixel area and slice extent', () => {
    const result = interpret(head, slices(6000, 20), four);
    expect(result).toMatchObject({ state: 'flagged', findings: [{ quantity: { value: 0.4, unit: 'mL' } }] });
    expect(interpret(head, slices(6000, 10), four)).toMatchObject({ state: 'notFlagged' });
  });

  it('says why a study is not evaluable, whatever the other maps show', () => {
    expect(interpret(head, slices(5999, 5000), four)).toEqual({
      state: 'notEvaluable',
      reason: 'no closed intracranial space was found in enough slices',
    });
  });
});
