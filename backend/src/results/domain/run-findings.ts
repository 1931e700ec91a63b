import type {
  BoxesOutput,
  ClassificationOutput,
  Finding,
  ModelOutput,
  RegressionOutput,
  SegmentationOutput,
} from '@firstread/contract';
import {
  ALGORITHM_SCORE,
  UNITS,
  getNumber,
  getString,
  type AiMeasurement,
  type AiSrFinding,
  type EncodedSeg,
} from '../../dicom/index.js';
import { mayMarkImages, trackingOf, type EncodableRun } from './run-objects.js';

const VOLUME = { scheme: 'SCT', value: '118565006', meaning: 'Volume' };

/** Findings in the order of the manifest's outputs, as they were interpreted; structures for segments without one. */
export function findingsOf(run: EncodableRun, segs: readonly EncodedSeg[]): AiSrFinding[] {
  const remaining = [...run.findings];
  return run.manifest.outputs.flatMap((output): AiSrFinding[] => {
    const finding = output.finding ? remaining.shift() : undefined;
    if (output.kind === 'segmentation' && !output.finding) return [structure(run, output, segs)];
    return finding ? written(run, output, finding, segs) : [];
  });
}

function written(
  run: EncodableRun,
  output: ModelOutput,
  finding: Finding,
  segs: readonly EncodedSeg[],
): AiSrFinding[] {
  switch (output.kind) {
    case 'classification':
      return [item(run, finding, output, output.finding.label)];
    case 'regression':
      return [regression(run, finding, output)];
    case 'boxes':
      return boxes(run, finding, output);
    case 'segmentation': {
      const { label } = output.segment;
      const outlined = { ...item(run, finding, output, label), ...roiOf(run, segs, label) };
      return [
        outlined,
        ...(finding.flagged && outlined.roi ? region(run, outlined, output, finding.keyImage) : []),
      ];
    }
  }
}

function structure(run: EncodableRun, output: SegmentationOutput, segs: readonly EncodedSeg[]): AiSrFinding {
  const { label, type } = output.segment;
  return {
    kind: 'structure',
    concept: type,
    ...trackingOf(run, label),
    measurements: [],
    ...roiOf(run, segs, label),
  };
}

/** Scores and quantities are left out of what a triage-class model reports. */
function item(
  run: EncodableRun,
  finding: Finding,
  output: ClassificationOutput | SegmentationOutput | BoxesOutput | RegressionOutput,
  label: string,
): AiSrFinding {
  const site = output.finding?.site;
  const volume = finding.quantity && output.kind === 'segmentation';
  const measurements: AiMeasurement[] = [
    ...(finding.score === null ? [] : [scored(finding.score)]),
    ...(volume ? [{ concept: VOLUME, value: finding.quantity?.value ?? 0, unit: UNITS.millilitre }] : []),
  ];
  return {
    kind: finding.flagged ? 'flagged' : 'notFlagged',
    concept: finding.concept,
    ...(site ? { findingSite: site } : {}),
    ...trackingOf(run, label),
    measurements: mayMarkImages(run.manifest) ? measurements : [],
  };
}

/** A value that can flag nothing is a measurement and no statement. */
function regression(run: EncodableRun, finding: Finding, output: RegressionOutput): AiSrFinding {
  const { concept, unit } = output.measurement;
  const measured = finding.quantity && {
    concept,
    value: finding.quantity.value,
    unit: { scheme: 'UCUM', ...unit },
  };
  return {
    ...item(run, finding, output, output.finding.label),
    ...(output.flag ? {} : { kind: 'measured' as const }),
    measurements: measured && mayMarkImages(run.manifest) ? [measured] : [],
  };
}

/** A group for each box; one without a place where there is none, or where the model may mark no image. */
function boxes(run: EncodableRun, finding: Finding, output: BoxesOutput): AiSrFinding[] {
  const { label } = output.finding;
  if (finding.boxes.length === 0 || !mayMarkImages(run.manifest)) return [item(run, finding, output, label)];
  return finding.boxes.map(({ sopInstanceUid: SOPInstanceUID, score, ...box }, index) => ({
    ...item(run, finding, output, label),
    kind: score !== null && score >= output.operatingPoint ? 'flagged' : 'notFlagged',
    ...trackingOf(run, `${label} ${index + 1}`),
    measurements: score === null ? [] : [scored(score)],
    roi: { kind: 'region', SOPInstanceUID, ...box },
  }));
}

/**
 * The rectangle around a flagged segment on its key image: viewers that draw coordinates alone show where it is. It is
 * tracked by itself, for it is not the segment.
 */
function region(
  run: EncodableRun,
  outlined: AiSrFinding,
  { tensor, channel = 0, segment }: SegmentationOutput,
  keyImage: string | null,
): AiSrFinding[] {
  const image = run.source.find((header) => getString(header, 'SOPInstanceUID') === keyImage);
  const masks = run.masks?.segments.find((one) => one.tensor === tensor && one.channel === channel)?.masks;
  const mask = masks?.[run.masks?.images.indexOf(keyImage ?? '') ?? -1];
  const columns = image && getNumber(image, 'Columns');
  const bounds = mask && columns && boundsOf(mask.values, columns);
  if (!bounds || keyImage === null) return [];
  return [
    {
      ...outlined,
      ...trackingOf(run, `${segment.label}, place`),
      measurements: [],
      roi: { kind: 'region', SOPInstanceUID: keyImage, ...bounds },
    },
  ];
}

/** In pixels from the corner of the first one, as regions are written; undefined for an empty mask. */
function boundsOf(
  mask: Uint8Array,
  columns: number,
): { left: number; top: number; right: number; bottom: number } | undefined {
  const bounds = { left: columns, top: mask.length / columns, right: 0, bottom: 0 };
  mask.forEach((value, index) => {
    if (value === 0) return;
    const [row, column] = [Math.floor(index / columns), index % columns];
    bounds.left = Math.min(bounds.left, column);
    bounds.top = Math.min(bounds.top, row);
    bounds.right = Math.max(bounds.right, column + 1);
    bounds.bottom = Math.max(bounds.bottom, row + 1);
  });
  return bounds.right > 0 ? bounds : undefined;
}

function scored(value: number): AiMeasurement {
  return { concept: ALGORITHM_SCORE, value, unit: UNITS.score };
}

function roiOf(run: EncodableRun, segs: readonly EncodedSeg[], label: string): Pick<AiSrFinding, 'roi'> {
  const { trackingUid } = trackingOf(run, label);
  for (const seg of segs) {
    const segment = seg.segments.find((one) => one.trackingUid === trackingUid);
    if (segment && segment.frames.length > 0)
      return {
        roi: { seg, segment, kind: run.manifest.input.form.kind === 'image' ? 'planar' : 'volumetric' },
      };
  }
  return {};
}
