import fc from 'fast-check';
import { describeReal, realFile, realFiles } from '../../../test/real-studies.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { getNumber } from '../json/getters.js';
import { parsePart10 } from '../parse/part10.js';
import { framePlanes, imagePlane, sliceNormal, sliceOrientation } from './image-plane.js';
import { sortSlices } from './slice-stack.js';
import { cross, dot, norm, unit, type Vector3 } from './vector.js';

const AXIAL = [1, 0, 0, 0, 1, 0];

function slice(
  position: readonly number[],
  orientation: readonly number[] = AXIAL,
  number?: number,
): DicomJsonDataset {
  return {
    ...(number === undefined ? {} : { '00200013': { vr: 'IS', Value: [number] } }),
    '00200032': { vr: 'DS', Value: [...position] },
    '00200037': { vr: 'DS', Value: [...orientation] },
  };
}

const sorted = (slices: readonly DicomJsonDataset[]): ReturnType<typeof sortSlices<DicomJsonDataset>> =>
  sortSlices(slices, (one) => one);

/** Two perpendicular unit vectors in any direction. */
const frame = fc
  .tuple(...Array.from({ length: 6 }, () => fc.double({ min: -1, max: 1, noNaN: true })))
  .map((v) => {
    const row = unit([v[0] ?? 0, v[1] ?? 0, v[2] ?? 0]);
    const normal = row === undefined ? undefined : unit(cross(row, [v[3] ?? 0, v[4] ?? 0, v[5] ?? 0]));
    return row === undefined || normal === undefined
      ? undefined
      : { row, normal, column: cross(normal, row) };
  })
  .filter((value) => value !== undefined);

describe('planes', () => {
  it('have a unit normal that is perpendicular to both directions', () => {
    fc.assert(
      fc.property(frame, ({ row, column, normal }) => {
        const found = sliceNormal([...row, ...column]);
        expect(found).toBeDefined();
        if (found === undefined) return;
        expect(norm(found)).toBeCloseTo(1, 6);
        expect(dot(found, normal)).toBeCloseTo(1, 6);
        expect(dot(found, row)).toBeCloseTo(0, 6);
      }),
    );
  });

  it('are named by the axis they are cut across', () => {
    const named = (orientation: number[]): string => sliceOrientation(sliceNormal(orientation) as Vector3);
    expect(named(AXIAL)).toBe('axial');
    expect(named([1, 0, 0, 0, 0, -1])).toBe('coronal');
    expect(named([0, 1, 0, 0, 0, -1])).toBe('sagittal');
    expect(named([1, 0, 0, 0, Math.SQRT1_2, Math.SQRT1_2])).toBe('oblique');
  });

  it('are absent where the numbers are', () => {
    expect(sliceNormal([1, 0, 0, 1, 0, 0])).toBeUndefined();
    expect(sliceNormal([1, 0, 0])).toBeUndefined();
    expect(imagePlane({})).toBeUndefined();
    expect(imagePlane(slice([0, 0]))).toBeUndefined();
  });
});

describe('sortSlices', () => {
  it('puts any shuffled stack in order and finds its spacing, in any direction', () => {
    const spacing = fc.double({ min: 0.3, max: 20, noNaN: true });
    const order = fc.shuffledSubarray([...Array(12).keys()], { minLength: 2 });
    fc.assert(
      fc.property(frame, spacing, order, ({ row, column, normal }, step, indices) => {
        const at = (index: number): number[] => normal.map((n, axis) => n * index * step + axis * 10);
        const stack = indices.map((index) => slice(at(index), [...row, ...column], index));
        const found = sorted(stack);
        expect(found.sortedBy).toBe('position');
        expect(found.slices.map((one) => getNumber(one, 'InstanceNumber'))).toEqual(
          [...indices].sort((a, b) => a - b),
        );
        if (indices.length === 12) {
          expect(found.geometry?.spacing).toBeCloseTo(step, 4);
          expect(found.geometry?.regular).toBe(true);
        }
      }),
    );
  });

  it('reports gaps, uneven steps and slices at the same place', () => {
    const { geometry } = sorted([0, 5, 10, 20, 20, 25, 31].map((z, index) => slice([0, 0, z], AXIAL, index)));
    expect(geometry).toMatchObject({
      spacing: 5,
      gaps: [{ after: 2, distance: 10 }],
      uneven: [{ after: 5, distance: 6 }],
      duplicates: [4],
      regular: false,
    });
  });

  it('measures the tilt of the gantry', () => {
    const { geometry } = sorted([0, 1, 2].map((z) => slice([0, z * Math.tan(Math.PI / 9), z])));
    expect(geometry?.tilt).toBeCloseTo(20, 6);
    expect(geometry?.regular).toBe(false);
  });

  it('falls back to InstanceNumber without positions or with slices that are not parallel', () => {
    const localizer = [slice([0, 0, 9], AXIAL, 2), slice([0, 0, 1], [1, 0, 0, 0, 0, -1], 1)];
    expect(sorted(localizer)).toMatchObject({
      sortedBy: 'instance number',
      slices: [localizer[1], localizer[0]],
    });
    const bare: DicomJsonDataset[] = [{}, { '00200013': { vr: 'IS', Value: [3] } }];
    expect(sorted(bare).slices).toEqual([bare[1], bare[0]]);
    expect(sorted([]).slices).toEqual([]);
  });
});

describeReal('real stacks', () => {
  const series = (folder: string): DicomJsonDataset[] =>
    realFiles(folder).map((path) => parsePart10(realFile(path)).dataset);

  it('the chest CT is an even axial stack whose file names are not in order', () => {
    const { sortedBy, geometry } = sorted(series('ct-chest-effusion'));
    expect(sortedBy).toBe('position');
    expect(geometry).toMatchObject({ orientation: 'axial', gaps: [], duplicates: [] });
    expect(geometry?.spacing).toBeCloseTo(5, 1);
  });

  it('the head CT is tilted by 18.5 degrees and unevenly spaced', () => {
    const { geometry } = sorted(series('ct-head-lesion'));
    expect(geometry?.tilt).toBeGreaterThan(17);
    expect(geometry?.tilt).toBeLessThan(20);
    expect(geometry?.regular).toBe(false);
  });

  it('a segmentation has a plane for every frame', () => {
    const { dataset } = parsePart10(realFile('ct-liver-with-seg/liver.dcm'));
    const planes = framePlanes(dataset);
    expect(planes).toHaveLength(3);
    expect(planes.every((plane) => plane?.pixelSpacing !== undefined)).toBe(true);
  });
});
