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
      return [{ ...item(run, finding, output, label), ...roiOf(run, segs, label) }];
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
