import type { PreprocessingStep, SegmentationOutput } from '@firstread/contract';
import fc from 'fast-check';
import type { DecodedFrame, DicomJsonDataset, ParsedInstance } from '../../dicom/index.js';
import { segmented } from '../postprocess/segments.js';
import { PreprocessingError } from '../preprocess/error.js';
import { joined } from '../preprocess/patches.js';
import type { PlacedPlane } from '../preprocess/plane.js';
import { prepare } from '../preprocess/prepare.js';
import { sampleStack } from '../preprocess/sampling.js';
import { batchOf, itemsOf } from '../preprocess/tensors.js';
import { dice } from './golden.js';

const [ROWS, COLUMNS] = [60, 80];

/** An image of the given pixels, 1 mm between rows and 0.5 mm between columns. */
function prepared(
  pixels: Float32Array,
  steps: readonly PreprocessingStep[],
  attributes: DicomJsonDataset = {},
): PlacedPlane {
  const frame = {
    rows: ROWS,
    columns: COLUMNS,
    samplesPerPixel: 1,
    bitsStored: 16,
    photometricInterpretation: 'MONOCHROME2',
    pixels: pixels,
  } as DecodedFrame;
  const dataset = { '00280030': { vr: 'DS', Value: [1, 0.5] }, ...attributes };
  return prepare({ bytes: new Uint8Array(), parsed: { dataset } as unknown as ParsedInstance, frame }, steps);
}

function rectangle(left: number, top: number, width: number, height: number): Float32Array {
  return Float32Array.from({ length: ROWS * COLUMNS }, (_, at) => {
    const [x, y] = [at % COLUMNS, Math.floor(at / COLUMNS)];
    return x >= left && x < left + width && y >= top && y < top + height ? 1 : 0;
  });
}

const oriented = (cosines: number[]): DicomJsonDataset => ({ '00200037': { vr: 'DS', Value: cosines } });
const axes = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
].flatMap((axis) => [axis, axis.map((one) => -one)]);
const orientations = axes.flatMap((row) =>
  axes
    .filter((column) => row.every((one, at) => one * (column[at] as number) === 0))
    .map((column) => [...row, ...column]),
);

const output: SegmentationOutput = {
  kind: 'segmentation',
  tensor: 'map',
  threshold: 0.5,
  upsampling: 'bilinear',
  segment: {
    label: 'Lesion',
    category: { scheme: 'SCT', value: '49755003', meaning: 'Morphologically Abnormal Structure' },
    type: { scheme: 'SCT', value: '52988006', meaning: 'Lesion' },
    colour: [255, 0, 0],
  },
};

/** The plane itself, taken for the map that a model made of it. */
function maskOf(plane: PlacedPlane): Uint8Array {
  const { rows, columns, toSource } = plane;
  const image = { sopInstanceUid: '1.2', rows: ROWS, columns: COLUMNS, pixelAreaMm2: 0.5, sliceExtentMm: 1 };
  const reading = {
    images: [image],
    planes: [{ rows, columns, toSource, image: 0 }],
    back: [{ lower: 0, upper: 0, share: 0 }],
    byPlane: true,
  };
  const tensor = { dims: [1, 1, rows, columns], data: plane.values };
  return segmented(output, tensor, reading).masks[0]?.values ?? new Uint8Array();
}

const keepsEverything: fc.Arbitrary<PreprocessingStep> = fc.oneof(
  fc.constant<PreprocessingStep>({ op: 'orient' }),
  fc.record({
    op: fc.constant('resample' as const),
    spacingMm: fc.tuple(
      fc.double({ min: 0.3, max: 1, noNaN: true }),
      fc.double({ min: 0.3, max: 1, noNaN: true }),
    ),
    filter: fc.constantFrom('bilinear' as const, 'bicubic' as const),
  }),
  fc.record({
    op: fc.constant('resize' as const),
    width: fc.integer({ min: 80, max: 130 }),
    height: fc.integer({ min: 80, max: 130 }),
    filter: fc.constantFrom('bilinear' as const, 'bicubic' as const),
    keepAspect: fc.boolean(),
  }),
  fc.record({
    op: fc.constant('cropOrPad' as const),
    width: fc.integer({ min: 200, max: 260 }),
    height: fc.integer({ min: 200, max: 260 }),
    fill: fc.constant(0),
  }),
);

describe('preprocessing', () => {
  it('leaves what a model finds in its place, whatever was turned, stretched and padded before', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...orientations),
        fc.array(keepsEverything, { minLength: 1, maxLength: 3 }),
        fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 40 })),
        (cosines, steps, [left, top]) => {
          const pixels = rectangle(left, top, 30, 20);
          const plane = prepared(pixels, steps, oriented(cosines));
          expect(dice(maskOf(plane), pixels)).toBeGreaterThan(0.9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('turns axial, coronal and sagittal slices the usual way', () => {
    const corner = rectangle(0, 0, 10, 10);
    const cornerOf = (cosines: number[]): string => {
      const plane = prepared(corner, [{ op: 'orient' }], oriented(cosines));
      const { columns, rows, values } = plane;
      const at = (x: number, y: number): boolean => values[y * columns + x] === 1;
      const where = [
        at(0, 0) || at(0, rows - 1) ? 'left' : 'right',
        at(0, 0) || at(columns - 1, 0) ? 'top' : 'bottom',
      ];
      return `${columns} × ${rows} ${where.join(' ')}`;
    };
    expect(cornerOf([1, 0, 0, 0, 1, 0])).toBe('80 × 60 left top');
    expect(cornerOf([-1, 0, 0, 0, 1, 0])).toBe('80 × 60 right top');
    expect(cornerOf([1, 0, 0, 0, 0, 1])).toBe('80 × 60 left bottom');
    expect(cornerOf([0, 0, -1, 0, 1, 0])).toBe('60 × 80 left top');
    expect(() => prepared(corner, [{ op: 'orient' }])).toThrow(PreprocessingError);
  });

  it('resamples to a spacing, and cannot where an image states none', () => {
    const steps: PreprocessingStep[] = [{ op: 'resample', spacingMm: [2, 2], filter: 'area' }];
    expect(prepared(rectangle(0, 0, 1, 1), steps)).toMatchObject({ rows: 30, columns: 20 });
    expect(() => prepared(rectangle(0, 0, 1, 1), steps, { '00280030': { vr: 'DS' } })).toThrow(
      /no pixel spacing/,
    );
  });

  it('windows and normalises values as declared', () => {
    const values = Float32Array.from({ length: ROWS * COLUMNS }, (_, at) => (at % 2 === 0 ? -160 : 240));
    const of = (step: PreprocessingStep): number[] => [...prepared(values, [step]).values.slice(0, 2)];
    expect(of({ op: 'huWindow', centre: 40, width: 800 })).toEqual([0.25, 0.75]);
    expect(of({ op: 'huWindow', centre: 40, width: 100 })).toEqual([0, 1]);
    expect(of({ op: 'normalise', method: { by: 'plane' } })).toEqual([-1, 1]);
    expect(of({ op: 'normalise', method: { by: 'range' } })).toEqual([0, 1]);
    expect(of({ op: 'normalise', method: { by: 'constants', mean: 40, standardDeviation: 100 } })).toEqual([
      -2, 2,
    ]);
  });

  it('crops and pads about the centre', () => {
    const plane = prepared(rectangle(39, 29, 2, 2), [{ op: 'cropOrPad', width: 4, height: 62, fill: -1 }]);
    expect([...plane.values.slice(0, 4)]).toEqual([-1, -1, -1, -1]);
    expect([...plane.values.slice(30 * 4, 31 * 4)]).toEqual([0, 1, 1, 0]);
  });
});

describe('sampling of a stack', () => {
  const sampling = fc.oneof(
    fc.record({ by: fc.constant('count' as const), count: fc.integer({ min: 2, max: 60 }) }),
    fc.record({
      by: fc.constant('spacing' as const),
      millimetres: fc.double({ min: 0.4, max: 9, noNaN: true }),
    }),
  );
  const stacks = fc
    .array(fc.double({ min: 0.5, max: 8, noNaN: true }), { minLength: 1, maxLength: 50 })
    .map((gaps) => gaps.reduce<number[]>((places, gap) => [...places, (places.at(-1) ?? 0) + gap], [3]));

  it('reads, and reads back, what grows evenly along the stack without a difference', () => {
    fc.assert(
      fc.property(stacks, sampling, fc.boolean(), (places, how, falling) => {
        const positions = falling ? [...places].reverse() : places;
        const { places: read, back } = sampleStack(positions, how);
        const mix = (values: readonly number[], { lower, upper, share }: (typeof read)[number]): number =>
          (values[lower] as number) * (1 - share) + (values[upper] as number) * share;
        const values = read.map((place) => mix(positions, place));
        const last = Math.abs((values.at(-1) as number) - (positions[0] as number));
        for (const [index, place] of back.entries()) {
          const position = positions[index] as number;
          if (Math.abs(position - (positions[0] as number)) <= last)
            expect(mix(values, place)).toBeCloseTo(position, 3);
        }
      }),
    );
  });

  it('takes so many slices, evenly spread, and all where there are fewer', () => {
    const lowers = (count: number, of: number): number[] =>
      sampleStack(
        Array.from({ length: of }, (_, index) => index * 5),
        { by: 'count', count },
      ).places.map(({ lower }) => lower);
    expect(lowers(3, 9)).toEqual([0, 4, 8]);
    expect(lowers(1, 9)).toEqual([4]);
    expect(lowers(12, 3)).toEqual([0, 1, 2]);
  });
});

describe('forms of the input', () => {
  const planes = (count: number, rows: number, columns: number) =>
    Array.from({ length: count }, (_, z) => ({
      rows,
      columns,
      values: Float32Array.from({ length: rows * columns }, (_one, at) => z * 10_000 + at),
    }));
  const base = { tensor: 'x', batch: 4, preprocessing: [] };

  it('patches of a volume join to the volume again, whatever size and overlap', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(
        fc.tuple(size, size, size),
        fc.tuple(size, size, size),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        ([depth, rows, columns], patch, overlap) => {
          const volume = planes(depth, rows, columns);
          const form = { kind: 'patches' as const, size: patch, overlap, fill: -1 };
          const items = itemsOf({ ...base, form }, volume);
          if (!items.grid) throw new Error('No grid');
          const again = joined(items.grid, batchOf(items, 0, items.count));
          expect(again.dims).toEqual([depth, 1, rows, columns]);
          expect([...again.data]).toEqual(volume.flatMap((plane) => [...plane.values]));
        },
      ),
    );
  });

  it('a slab has the neighbours as channels, and repeats the last slice at the ends', () => {
    const items = itemsOf({ ...base, form: { kind: 'slab', neighbours: 1 } }, planes(3, 1, 1));
    expect(items.dims).toEqual([3, 1, 1]);
    expect([...batchOf(items, 0, 3).data]).toEqual([0, 0, 10_000, 0, 10_000, 20_000, 10_000, 20_000, 20_000]);
  });

  it('three channels repeat the plane; the last batch is as short as what is left', () => {
    const items = itemsOf({ ...base, form: { kind: 'slices' }, channels: 3 }, planes(5, 1, 2));
    expect(batchOf(items, 4, 4)).toEqual({
      dims: [1, 3, 1, 2],
      data: Float32Array.of(40_000, 40_001, 40_000, 40_001, 40_000, 40_001),
    });
  });

  it('images of different sizes are said to differ', () => {
    const mixed = [...planes(1, 2, 2), ...planes(1, 2, 3)];
    expect(() => itemsOf({ ...base, form: { kind: 'slices' } }, mixed)).toThrow(/2 × 2 and 3 × 2/);
  });
});
