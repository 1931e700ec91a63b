import type { ClassificationOutput, Finding, SegmentationOutput, TensorManifest } from '@firstread/contract';
import { resize, resizeNearest } from '../preprocess/resize.js';
import { countPixels, keepLargestComponents, type Mask } from './mask.js';
import { mapSlice, type Tensor } from './tensor.js';

/** Geometry of one input image, for quantities. Millimetres; null where the image does not say. */
export interface ImageGeometry {
  rows: number;
  columns: number;
  pixelAreaMm2: number | null;
  /** Extent along the stack that this slice stands for. */
  sliceExtentMm: number | null;
}

/** Masks of one segment, one for each input image, in their order and matrix. */
export interface SegmentMasks {
  output: SegmentationOutput;
  masks: Mask[];
}

export type Interpretation =
  | { state: 'flagged' | 'notFlagged'; findings: Finding[]; segments: SegmentMasks[] }
  | { state: 'notEvaluable'; reason: string };

/** Turns the tensors of a model into findings and masks, as its manifest says. */
export function interpret(
  manifest: TensorManifest,
  tensors: Readonly<Record<string, Tensor>>,
  images: readonly ImageGeometry[],
): Interpretation {
  const reason = failedQuality(manifest, tensors);
  if (reason) return { state: 'notEvaluable', reason };
  const findings: Finding[] = [];
  const segments: SegmentMasks[] = [];
  for (const output of manifest.outputs) {
    const tensor = requireTensor(tensors, output.tensor);
    if (output.kind === 'classification') {
      findings.push(scoreFinding(output, tensor));
      continue;
    }
    if (output.kind !== 'segmentation') throw new Error(`Outputs of kind ${output.kind} are not read yet`);
    const masks = images.map((image, n) => maskOf(output, tensor, n, image));
    segments.push({ output, masks });
    if (output.finding) findings.push(volumeFinding(output, output.finding, masks, images));
  }
  return {
    state: findings.some((finding) => finding.flagged) ? 'flagged' : 'notFlagged',
    findings,
    segments,
  };
}

function failedQuality(
  manifest: TensorManifest,
  tensors: Readonly<Record<string, Tensor>>,
): string | undefined {
  for (const check of manifest.quality ?? []) {
    const tensor = requireTensor(tensors, check.tensor);
    let slices = 0;
    for (let n = 0; n < (tensor.dims[0] ?? 0); n++) {
      const pixels = mapSlice(tensor, n).values.reduce((count, value) => count + (value > 0.5 ? 1 : 0), 0);
      if (pixels >= check.minimumPixels) slices++;
    }
    if (slices < check.minimumSlices) return check.message;
  }
  return undefined;
}

function scoreFinding(output: ClassificationOutput, tensor: Tensor): Finding {
  const score = tensor.data[output.index];
  if (score === undefined || !Number.isFinite(score)) {
    throw new Error(`Output ${output.tensor} has no finite value at ${output.index}`);
  }
  const { concept, label, critical } = output.finding;
  const { operatingPoint } = output;
  return {
    concept,
    label,
    critical,
    flagged: score >= operatingPoint,
    score,
    operatingPoint,
    quantity: null,
    keyImage: null,
    boxes: [],
  };
}

function maskOf(output: SegmentationOutput, tensor: Tensor, n: number, image: ImageGeometry): Mask {
  const map = mapSlice(tensor, n);
  const full =
    output.upsampling === 'nearest'
      ? resizeNearest(map, image.columns, image.rows)
      : resize(map, image.columns, image.rows, 'bilinear');
  const values = Uint8Array.from(full.values, (value) => (value > output.threshold ? 1 : 0));
  const mask = { rows: image.rows, columns: image.columns, values };
  return output.keepLargestComponents ? keepLargestComponents(mask, output.keepLargestComponents) : mask;
}

function volumeFinding(
  output: SegmentationOutput,
  finding: NonNullable<SegmentationOutput['finding']>,
  masks: readonly Mask[],
  images: readonly ImageGeometry[],
): Finding {
  const { concept, label, critical, operatingPoint } = finding;
  const millilitres = volumeMl(masks, images);
  if (millilitres === null) {
    throw new Error(`The volume of ${output.segment.label} needs pixel spacing and slice positions`);
  }
  const quantity = { value: Math.round(millilitres * 100) / 100, unit: 'mL' };
  return {
    concept,
    label,
    critical,
    flagged: millilitres >= operatingPoint,
    score: null,
    operatingPoint,
    quantity,
    keyImage: null,
    boxes: [],
  };
}

function volumeMl(masks: readonly Mask[], images: readonly ImageGeometry[]): number | null {
  let cubicMillimetres = 0;
  for (const [n, mask] of masks.entries()) {
    const { pixelAreaMm2, sliceExtentMm } = images[n] as ImageGeometry;
    if (pixelAreaMm2 === null || sliceExtentMm === null) return null;
    cubicMillimetres += countPixels(mask) * pixelAreaMm2 * sliceExtentMm;
  }
  return cubicMillimetres / 1000;
}

function requireTensor(tensors: Readonly<Record<string, Tensor>>, name: string): Tensor {
  const tensor = tensors[name];
  if (!tensor) throw new Error(`The model gave no output named ${name}`);
  return tensor;
}
