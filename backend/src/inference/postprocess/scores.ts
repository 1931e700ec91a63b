import type { ClassificationOutput, Finding, RegressionOutput } from '@firstread/contract';
import type { Reading } from './reading.js';
import type { Tensor } from './tensor.js';

/** A score held against its operating point. Throws where the tensor has no finite value there. */
export function classified(output: ClassificationOutput, tensor: Tensor, reading: Reading): Finding {
  const { index, activation = 'none', aggregate = 'maximum', operatingPoint, finding } = output;
  const scores = rowsOf(output.tensor, tensor, index).map((row) => activated(row, index, activation));
  const score = aggregate === 'mean' ? mean(scores) : Math.max(...scores);
  const best =
    scores.length > 1 && reading.byPlane ? reading.planes[scores.indexOf(Math.max(...scores))] : undefined;
  return {
    concept: finding.concept,
    label: finding.label,
    critical: finding.critical,
    flagged: score >= operatingPoint,
    score,
    operatingPoint,
    quantity: null,
    keyImage: best ? (reading.images[best.image]?.sopInstanceUid ?? null) : null,
    boxes: [],
  };
}

/** A measured value, and whether it is past its operating point. */
export function measured(output: RegressionOutput, tensor: Tensor): Finding {
  const { index, aggregate = 'mean', measurement, flag, finding } = output;
  const values = rowsOf(output.tensor, tensor, index).map((row) => row[index] as number);
  const value = aggregate === 'mean' ? mean(values) : Math.max(...values);
  const past = (point: number): boolean => (flag?.when === 'atOrBelow' ? value <= point : value >= point);
  return {
    concept: finding.concept,
    label: finding.label,
    critical: finding.critical,
    flagged: flag !== undefined && past(flag.operatingPoint),
    score: null,
    operatingPoint: flag?.operatingPoint ?? null,
    quantity: { value: Number(value.toPrecision(6)), unit: measurement.unit.value },
    keyImage: null,
    boxes: [],
  };
}

/** The last axis of a tensor, one row for each item. */
function rowsOf(name: string, { dims, data }: Tensor, index: number): Float32Array[] {
  const width = dims.at(-1) ?? data.length;
  const rows = Array.from({ length: width ? data.length / width : 0 }, (_, n) =>
    data.subarray(n * width, (n + 1) * width),
  );
  if (rows.length === 0 || rows.some((row) => !Number.isFinite(row[index])))
    throw new Error(`Output ${name} has no finite value at ${index}`);
  return rows;
}

function activated(row: Float32Array, index: number, activation: 'none' | 'sigmoid' | 'softmax'): number {
  const value = row[index] as number;
  if (activation === 'none') return value;
  if (activation === 'sigmoid') return 1 / (1 + Math.exp(-value));
  const most = Math.max(...row);
  const sum = row.reduce((total, one) => total + Math.exp(one - most), 0);
  return Math.exp(value - most) / sum;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
