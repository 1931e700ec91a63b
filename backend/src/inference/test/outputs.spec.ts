import type { BoxesOutput, ClassificationOutput, RegressionOutput } from '@firstread/contract';
import { detected } from '../postprocess/boxes.js';
import { classified, measured } from '../postprocess/scores.js';
import { squares } from './readings.js';

const concept = { scheme: 'SCT', value: '52988006', meaning: 'Lesion' };
const finding = { concept, label: 'Nodule suspected', critical: false };

describe('boxes', () => {
  const output: BoxesOutput = {
    kind: 'boxes',
    tensor: 'boxes',
    scores: 'scores',
    minimumScore: 0.3,
    overlapLimit: 0.5,
    maximumBoxes: 3,
    operatingPoint: 0.6,
    colour: [0, 160, 255],
    finding,
  };
  const tensors = (boxes: number[][], scores: number[], items = 1) => ({
    boxes: { dims: [items, scores.length / items, 4], data: Float32Array.from(boxes.flat()) },
    scores: { dims: [items, scores.length / items], data: Float32Array.from(scores) },
  });

  it('keeps the stronger of two that overlap, drops weak ones, and names the image of the best', () => {
    const found = detected(
      output,
      tensors(
        [
          [10, 10, 20, 20],
          [11, 10, 21, 20],
          [40, 40, 50, 50],
          [70, 70, 80, 80],
        ],
        [0.5, 0.75, 0.4, 0.2],
      ),
      squares(100),
    );
    expect(found).toMatchObject({ flagged: true, score: 0.75, keyImage: '1.2.0' });
    expect(found.boxes.map(({ left, score }) => [left, Math.round((score ?? 0) * 100)])).toEqual([
      [11, 75],
      [40, 40],
    ]);
  });

  it('stand in the pixels of the image, inside it', () => {
    const reading = squares(100);
    const [plane] = reading.planes;
    if (!plane) throw new Error('No plane');
    const halved = {
      ...reading,
      planes: [{ ...plane, toSource: { xx: 2, xy: 0, x0: 0, yx: 0, yy: 2, y0: -10 } }],
    };
    const [box] = detected(output, tensors([[10, 2, 60, 30]], [0.9]), halved).boxes;
    expect(box).toMatchObject({ left: 20, top: 0, right: 100, bottom: 50 });
  });

  it('say what is wrong with tensors of another shape', () => {
    const { boxes } = tensors([[1, 2, 3, 4]], [1]);
    const scores = { dims: [1, 2], data: Float32Array.of(1, 1) };
    expect(() => detected(output, { boxes, scores }, squares(10))).toThrow(/N × K × 4/);
  });
});

describe('classification', () => {
  const output: ClassificationOutput = {
    kind: 'classification',
    tensor: 'logits',
    index: 1,
    activation: 'softmax',
    operatingPoint: 0.7,
    finding,
  };
  const logits = (...rows: number[][]) => ({ dims: [rows.length, 2], data: Float32Array.from(rows.flat()) });

  it('takes the highest of the slices and names its image, or their mean', () => {
    const tensor = logits([0, 0], [0, Math.log(3)], [0, Math.log(9)]);
    const highest = classified(output, tensor, squares(4, 3));
    expect(highest).toMatchObject({ flagged: true, keyImage: '1.2.2' });
    expect(highest.score).toBeCloseTo(0.9, 5);
    const mean = classified({ ...output, aggregate: 'mean' }, tensor, squares(4, 3));
    expect(mean.score).toBeCloseTo((0.5 + 0.75 + 0.9) / 3, 5);
  });

  it('applies a sigmoid where asked', () => {
    const { score } = classified({ ...output, activation: 'sigmoid' }, logits([9, Math.log(3)]), squares(4));
    expect(score).toBeCloseTo(0.75, 5);
  });
});

describe('regression', () => {
  const output: RegressionOutput = {
    kind: 'regression',
    tensor: 'value',
    index: 0,
    measurement: { concept, unit: { value: '%', meaning: 'percent' } },
    flag: { when: 'atOrBelow', operatingPoint: 40 },
    finding,
  };
  const values = (...data: number[]) => ({ dims: [data.length, 1], data: Float32Array.from(data) });

  it('reports a value with its unit, and flags on the side that is asked for', () => {
    expect(measured(output, values(30, 50))).toMatchObject({
      flagged: true,
      score: null,
      quantity: { value: 40, unit: '%' },
    });
    expect(measured({ ...output, aggregate: 'maximum' }, values(30, 50)).flagged).toBe(false);
    const { flag: _none, ...silent } = output;
    expect(measured(silent, values(1)).flagged).toBe(false);
    expect(() => measured(output, values(Number.NaN))).toThrow(/no finite value/);
  });
});
