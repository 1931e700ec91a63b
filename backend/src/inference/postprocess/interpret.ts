import type { Finding, ModelOutput, TensorManifest } from '@firstread/contract';
import { detected } from './boxes.js';
import type { Reading } from './reading.js';
import { classified, measured } from './scores.js';
import { segmented, volumeFinding, type SegmentMasks } from './segments.js';
import { mapSlice, type Tensor } from './tensor.js';

export type Interpretation =
  | { state: 'flagged' | 'notFlagged'; findings: Finding[]; segments: SegmentMasks[] }
  | { state: 'notEvaluable'; reason: string };

type Tensors = Readonly<Record<string, Tensor>>;

/** Turns the tensors of a model into findings and masks, as its manifest says. */
export function interpret(manifest: TensorManifest, tensors: Tensors, reading: Reading): Interpretation {
  const reason = failedQuality(manifest, tensors);
  if (reason) return { state: 'notEvaluable', reason };
  const read = manifest.outputs.map((output) => readOutput(output, tensors, reading));
  const findings = read.flatMap(({ finding }) => finding ?? []);
  return {
    state: findings.some((finding) => finding.flagged) ? 'flagged' : 'notFlagged',
    findings,
    segments: read.flatMap(({ segment }) => segment ?? []),
  };
}

/** Names of the tensors that an interpretation reads. */
export function tensorsRead({ outputs, quality = [] }: TensorManifest): string[] {
  const names = outputs.flatMap((output) =>
    output.kind === 'boxes' ? [output.tensor, output.scores] : [output.tensor],
  );
  return [...new Set([...names, ...quality.map((check) => check.tensor)])];
}

function readOutput(
  output: ModelOutput,
  tensors: Tensors,
  reading: Reading,
): { finding?: Finding; segment?: SegmentMasks } {
  const tensor = requireTensor(tensors, output.tensor);
  switch (output.kind) {
    case 'classification':
      return { finding: classified(output, tensor, reading) };
    case 'regression':
      return { finding: measured(output, tensor) };
    case 'boxes':
      return {
        finding: detected(output, { boxes: tensor, scores: requireTensor(tensors, output.scores) }, reading),
      };
    case 'segmentation': {
      const segment = segmented(output, tensor, reading);
      if (!output.finding) return { segment };
      return { segment, finding: volumeFinding(output, output.finding, segment.masks, reading.images) };
    }
  }
}

function failedQuality(manifest: TensorManifest, tensors: Tensors): string | undefined {
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

function requireTensor(tensors: Tensors, name: string): Tensor {
  const tensor = tensors[name];
  if (!tensor) throw new Error(`The model gave no output named ${name}`);
  return tensor;
}
