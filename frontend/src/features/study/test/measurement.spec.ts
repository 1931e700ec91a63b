import fc from 'fast-check';
import type { DicomDataset } from '../model/dicom-json';
import { angleOf, areaOf, lengthOf, statisticsOf, type Point } from '../model/measurement';
import { measurementWords } from '../model/measurement-words';
import { scaleOf, valueUnit } from '../model/pixel-scale';
import { cineRate } from '../model/cine';
import type { StackImage } from '../model/image-stack';
import { presetsFor } from '../model/presets';

const ct: DicomDataset = {
  '00080060': { Value: ['CT'] },
  '00280030': { Value: [0.5, 0.25] },
  '00281053': { Value: [1] },
};
const point = fc.tuple(
  fc.double({ min: -500, max: 500, noNaN: true }),
  fc.double({ min: -500, max: 500, noNaN: true }),
);

describe('scale', () => {
  it('takes rows first from pixel spacing, and says where it is that of the detector', () => {
    expect(scaleOf(ct)).toEqual({ x: 0.25, y: 0.5, atDetector: false });
    expect(scaleOf({ '00181164': { Value: [0.1, 0.1] } })).toEqual({ x: 0.1, y: 0.1, atDetector: true });
  });
  it('is not known without spacing, and in ultrasound where regions have their own', () => {
    expect(scaleOf({})).toBeNull();
    expect(scaleOf({ '00280030': { Value: [0, 0] } })).toBeNull();
    expect(scaleOf({ ...ct, '00186011': { Value: [{}] } })).toBeNull();
  });
  it('stands with the frame of an enhanced object', () => {
    const measures = (spacing: number): DicomDataset => ({
      '00289110': { Value: [{ '00280030': { Value: [spacing, spacing] } }] },
    });
    const enhanced = {
      '52009230': { Value: [measures(1), measures(2)] },
      '52009229': { Value: [measures(3)] },
    };
    expect([1, 2, 3].map((frame) => scaleOf(enhanced, frame)?.x)).toEqual([1, 2, 3]);
  });
});

describe('unit of values', () => {
  it.each([
    [ct, 'HU'],
    [{ ...ct, '00281054': { Value: ['US'] } }, null],
    [{ ...ct, '00080008': { Value: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] } }, null],
    [{ '00080060': { Value: ['CT'] } }, null],
    [{ ...ct, '00080060': { Value: ['MR'] } }, null],
    [{ '00080060': { Value: ['PT'] }, '00541001': { Value: ['BQML'] } }, 'Bq/ml'],
  ])('%j', (dataset, unit) => expect(valueUnit(dataset)).toBe(unit));
});

describe('measuring', () => {
  const scale = { x: 0.25, y: 0.5, atDetector: false };
  it('a length counts columns and rows by their own spacing, and is the same from both ends', () => {
    expect(
      lengthOf(
        [
          [0, 0],
          [12, 8],
        ],
        scale,
      ),
    ).toBe(5);
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(lengthOf([a, b], scale)).toBeCloseTo(lengthOf([b, a], scale), 9);
      }),
    );
  });
  it('an angle is between 0 and 180 degrees whatever its points', () => {
    expect(
      angleOf(
        [
          [0, 4],
          [0, 0],
          [4, 0],
        ],
        null,
      ),
    ).toBeCloseTo(90);
    expect(
      angleOf(
        [
          [1, 1],
          [1, 1],
          [4, 0],
        ],
        null,
      ),
    ).toBeNull();
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        const angle = angleOf([a, b, c], scale);
        if (angle === null) return;
        expect(angle).toBeGreaterThanOrEqual(0);
        expect(angle).toBeLessThanOrEqual(180);
      }),
    );
  });
  it('an ellipse has pi quarters of the area of its box', () => {
    const box: Point[] = [
      [0, 0],
      [8, 4],
    ];
    expect(areaOf('rectangle', box, scale)).toBe(4);
    expect(areaOf('ellipse', box, scale)).toBeCloseTo(Math.PI);
  });
  it('statistics are those of the pixels inside, and of none outside the image', () => {
    const values = { rows: 3, columns: 3, valueAt: (index: number) => index };
    expect(
      statisticsOf(
        'rectangle',
        [
          [0.6, 0.6],
          [9, 9],
        ],
        values,
      ),
    ).toEqual({
      count: 4,
      mean: 6,
      deviation: Math.sqrt(2.5),
      minimum: 4,
      maximum: 8,
    });
    expect(
      statisticsOf(
        'ellipse',
        [
          [0, 0],
          [2, 2],
        ],
        values,
      )?.count,
    ).toBe(5);
    expect(
      statisticsOf(
        'rectangle',
        [
          [-9, -9],
          [-1, -1],
        ],
        values,
      ),
    ).toBeNull();
  });
});

describe('words of a measurement', () => {
  const line = {
    tool: 'length',
    points: [
      [0, 0],
      [0, 20],
    ] as Point[],
  } as const;
  const words = (dataset: DicomDataset): string => measurementWords(line, dataset, 1, null).join();
  it('names millimetres only where the image has a spacing', () => {
    expect(words(ct)).toBe('10.0 mm');
    expect(words({ '00181164': { Value: [0.5, 0.5] } })).toBe('10.0 mm at the detector');
    expect(words({})).toBe('20.0 px');
  });
  it('gives Hounsfield units for CT alone', () => {
    const box = {
      tool: 'rectangle',
      points: [
        [0, 0],
        [1, 1],
      ] as Point[],
    } as const;
    const values = { rows: 2, columns: 2, valueAt: (index: number) => 10 * index };
    const of = (dataset: DicomDataset): string => measurementWords(box, dataset, 1, values).join('; ');
    expect(of(ct)).toBe('0.1 mm²; Mean 15 HU, SD 11.2; Min 0, max 30 HU');
    expect(of({ '00080060': { Value: ['CR'] } })).toBe('1.0 px²; Mean 15, SD 11.2; Min 0, max 30');
  });
});

test.each([
  [{ '00082144': { Value: [25] }, '00181063': { Value: [100] } }, 25],
  [{ '00181063': { Value: [40] } }, 25],
  [{ '00181065': { Value: [0, 50, 50] } }, 20],
  [{ '00181063': { Value: [0] } }, 10],
  [{ '00180040': { Value: [900] } }, 60],
  [{}, 10],
])('cine rate of %j', (dataset, rate) => expect(cineRate(dataset)).toBe(rate));

test('windows with a fixed meaning are for Hounsfield units alone', () => {
  expect(presetsFor('CT', null).length).toBeLessThanOrEqual(9);
  expect(presetsFor('MR', null)).toEqual([]);
  const dataset = {
    '00281050': { Value: [500, 300] },
    '00281051': { Value: [1000, 200] },
    '00281055': { Value: ['NORMAL', 'BONE'] },
  };
  const image = { dataset } as unknown as StackImage;
  expect(presetsFor('MR', image)).toEqual([
    { label: 'BONE', width: 200, centre: 300 },
    { label: 'More contrast', width: 600, centre: 500 },
    { label: 'Less contrast', width: 1600, centre: 500 },
  ]);
});
