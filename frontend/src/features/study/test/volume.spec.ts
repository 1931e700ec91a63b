import fc from 'fast-check';
import type { DicomDataset } from '../model/dicom-json';
import type { StackImage } from '../model/image-stack';
import { follow, linkOf, offsetOf } from '../model/linking';
import { nearestMissing, worthFetching } from '../model/prefetch';
import { volumeProblem } from '../model/volume';

const axial = [1, 0, 0, 0, 1, 0];
function slice(z: number, change: Partial<StackImage> = {}, more: DicomDataset = {}): StackImage {
  return {
    imageId: `image ${z}`,
    sopInstanceUid: `1.${z}`,
    frame: 1,
    rows: 4,
    columns: 4,
    instanceNumber: 1,
    position: [0, 0, z],
    orientation: axial,
    dataset: {
      '00080060': { Value: ['CT'] },
      '00280030': { Value: [1, 1] },
      '00200052': { Value: ['1.9'] },
      ...more,
    },
    ...change,
  };
}
const slices = (depths: readonly number[], change?: (z: number) => Partial<StackImage>): StackImage[] =>
  depths.map((z) => slice(z, change?.(z)));
const even = Array.from({ length: 10 }, (_, index) => index * 2.5);

describe('what is a volume', () => {
  it('evenly spaced slices straight above one another, in either direction', () => {
    expect(volumeProblem(slices(even))).toBeNull();
    expect(volumeProblem(slices([...even].reverse()))).toBeNull();
  });
  it('not where the gantry was tilted: by how much is said', () => {
    const tilt = Math.tan((18.5 * Math.PI) / 180);
    const tilted = slices(even, (z) => ({ position: [0, z * tilt, z] }));
    const problem = volumeProblem(tilted);
    expect(problem?.kind === 'tilt' && problem.degrees).toBeCloseTo(18.5, 1);
  });
  it('not with a gap, a doubled slice or growing steps', () => {
    expect(volumeProblem(slices([...even, 40]))).toMatchObject({ kind: 'gaps', smallest: 2.5 });
    expect(volumeProblem(slices([0, ...even]))).toMatchObject({ kind: 'gaps', smallest: 0 });
  });
  it.each([
    ['directions', (z: number) => (z === 0 ? { orientation: [0, 1, 0, 0, 0, 1] } : {})],
    ['matrix', (z: number) => (z === 0 ? { rows: 8 } : {})],
    ['noGeometry', (z: number) => (z === 0 ? { position: null } : {})],
  ] as const)('not where images differ: %s', (kind, change) => {
    expect(volumeProblem(slices(even, change))).toEqual({ kind });
  });
  it('not of few images, of other modalities, in colour, of multi-frame objects, or beyond the memory', () => {
    const of = (more: DicomDataset) => volumeProblem(even.map((z) => slice(z, {}, more)));
    expect(volumeProblem(slices([0, 1, 2]))).toEqual({ kind: 'few', count: 3, needed: 8 });
    expect(of({ '00080060': { Value: ['CR'] } })).toEqual({ kind: 'modality' });
    expect(of({ '00280002': { Value: [3] } })).toEqual({ kind: 'colour' });
    expect(of({ '00280008': { Value: [5] } })).toEqual({ kind: 'multiFrame' });
    expect(volumeProblem(slices(even), 100)).toEqual({ kind: 'large' });
  });
});

describe('linked scrolling', () => {
  it('is by position in one frame of reference', () => {
    const [thin, thick] = [slices([0, 1, 2, 3, 4, 5, 6]), slices([6, 3, 0])];
    expect(linkOf(thin, thick, 7)).toEqual({ by: 'position' });
    expect([0, 3, 6].map((index) => follow(thin, index, thick, { by: 'position' }))).toEqual([2, 1, 0]);
  });
  it('is by place in the series in another, with the offset that the reader set', () => {
    const other = { '00200052': { Value: ['1.8'] } };
    const [now, before] = [slices(even), even.map((z) => slice(z, {}, other))];
    expect(linkOf(now, before, 0)).toEqual({ by: 'place', offset: 0 });
    const offset = offsetOf(now, 3, before, 5);
    expect(follow(now, 4, before, { by: 'place', offset })).toBe(6);
    expect(follow(now, 9, before, { by: 'place', offset })).toBe(9);
    expect(follow(now, 0, [...before].reverse(), { by: 'place', offset: 0 })).toBe(9);
  });
  it('is not between slices in other directions, nor with one image', () => {
    const sagittal = slices(even, () => ({ orientation: [0, 1, 0, 0, 0, -1] }));
    expect(linkOf(slices(even), sagittal, 0)).toBeNull();
    expect(linkOf(slices(even), slices([0]), 0)).toBeNull();
  });
  it('never leaves the series', () => {
    const [from, to] = [slices(even), slices([0, 1, 2])];
    fc.assert(
      fc.property(fc.nat(9), fc.integer({ min: -50, max: 50 }), (index, offset) => {
        const at = follow(from, index, to, { by: 'place', offset });
        expect(to[at]).toBeDefined();
      }),
    );
  });
});

test('images are fetched from the one on the screen outwards, each once, and none too far', () => {
  const there = new Set<number>();
  const order: number[] = [];
  for (;;) {
    const next = nearestMissing(9, 3, (index) => there.has(index), 3);
    if (next === null) break;
    there.add(next);
    order.push(next);
  }
  expect(order).toEqual([3, 4, 2, 5, 1, 6, 0]);
});

test('of a study that may not be opened no more than 128 MiB of images is fetched', () => {
  const image = { rows: 4096, columns: 4096 } as StackImage;
  expect(worthFetching(Array.from({ length: 9 }, () => image))).toHaveLength(4);
  expect(worthFetching([image])).toHaveLength(1);
});
