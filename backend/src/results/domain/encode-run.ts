import {
  digestOf,
  type AiState,
  type Finding,
  type PresentationClass,
  type ResultObjectKind,
  type SegmentationOutput,
  type TensorManifest,
} from '@firstread/contract';
import {
  ALGORITHM_SCORE,
  derivedObjectUids,
  dicomMoment,
  encodeAiSr,
  encodeSeg,
  getString,
  uidFrom,
  UNITS,
  type AiOutcome,
  type AiSrFinding,
  type AlgorithmIdentity,
  type DicomJsonDataset,
  type EncodedSeg,
  type SegmentInput,
} from '../../dicom/index.js';
import { cieLabOf } from './colour.js';

const VOLUME = { scheme: 'SCT', value: '118565006', meaning: 'Volume' };

/** One finished run, with all that its objects are made of. */
export interface EncodableRun {
  id: string;
  state: AiState;
  reason: string | null;
  finishedAt: Date;
  /** Of the first object; the second takes the next number. */
  seriesNumber: number;
  manifest: TensorManifest;
  findings: readonly Finding[];
  /** Headers of the images the model read. */
  source: readonly DicomJsonDataset[];
  /** Masks by tensor name, in the order of `images`; absent where the run made none. */
  masks?: {
    images: readonly string[];
    segments: readonly { tensor: string; masks: readonly { values: Uint8Array }[] }[];
  };
}

export interface EncodedObject {
  kind: ResultObjectKind;
  bytes: Uint8Array;
  /** It has a place in an image or a score. */
  marks: boolean;
}

export interface EncodedRun {
  objects: EncodedObject[];
}

/** Writes a run as SR and, where a reader may see it, SEG. The same run always gives the same bytes. */
export function encodeRun(run: EncodableRun): EncodedRun {
  const algorithm = algorithmOf(run.manifest);
  const seg = mayMarkImages(run.manifest) ? segOf(run, algorithm) : undefined;
  const sr = encodeAiSr({
    source: run.source,
    algorithm,
    object: objectOf(run, 'SR', 0),
    outcome: outcomeOf(run),
    findings: run.state === 'notEvaluable' ? [] : findingsOf(run, seg),
  });
  const marked = mayMarkImages(run.manifest);
  return {
    objects: [
      { kind: 'SR', bytes: sr.bytes, marks: marked },
      ...(seg ? [{ kind: 'SEG' as const, bytes: seg.bytes, marks: true }] : []),
    ],
  };
}

const MARKING: readonly PresentationClass[] = ['overlayAfterFirstRead', 'overlayConcurrent', 'reportPrefill'];

/** A triage-class model marks no image, and its scores stay in the database. */
function mayMarkImages(manifest: TensorManifest): boolean {
  return MARKING.includes(manifest.presentationClass);
}

function algorithmOf(manifest: TensorManifest): AlgorithmIdentity {
  const { id, version, name, manufacturer } = manifest;
  return { id, version, name, manufacturer, digest: digestOf(manifest) };
}

function objectOf(run: EncodableRun, kind: 'SR' | 'SEG', offset: number) {
  const [first] = run.source;
  const created = dicomMoment(run.finishedAt, first && getString(first, 'TimezoneOffsetFromUTC'));
  return { ...derivedObjectUids(run.id, kind), SeriesNumber: run.seriesNumber + offset, created };
}

function outcomeOf(run: EncodableRun): AiOutcome {
  if (run.state === 'notEvaluable') return { state: 'notEvaluable', reason: run.reason ?? 'no reason given' };
  return { state: run.state === 'flagged' ? 'flagged' : 'notFlagged' };
}

function segmentationsOf(manifest: TensorManifest): SegmentationOutput[] {
  return manifest.outputs.filter((output) => output.kind === 'segmentation');
}

function segOf(run: EncodableRun, algorithm: AlgorithmIdentity): EncodedSeg | undefined {
  const segments = segmentationsOf(run.manifest).flatMap((output) => segmentInput(run, output));
  if (segments.length === 0) return undefined;
  return encodeSeg({ source: run.source, segments, algorithm, object: objectOf(run, 'SEG', 1) });
}

function segmentInput(run: EncodableRun, output: SegmentationOutput): SegmentInput[] {
  const found = run.masks?.segments.find((segment) => segment.tensor === output.tensor);
  if (!found || !run.masks) return [];
  const { images } = run.masks;
  const { label, category, type, site, colour } = output.segment;
  return [
    {
      label,
      category,
      type,
      ...(site ? { anatomicRegion: site } : {}),
      ...trackingOf(run, label),
      displayColour: cieLabOf(colour),
      masks: found.masks.map((mask, index) => ({ SOPInstanceUID: images[index] ?? '', mask: mask.values })),
    },
  ];
}

function trackingOf(run: EncodableRun, label: string): { trackingIdentifier: string; trackingUid: string } {
  return { trackingIdentifier: label, trackingUid: uidFrom('firstread/tracking', run.id, label) };
}

/** Findings in the order of the manifest's outputs, as they were interpreted; structures for segments without one. */
function findingsOf(run: EncodableRun, seg: EncodedSeg | undefined): AiSrFinding[] {
  const remaining = [...run.findings];
  return run.manifest.outputs.flatMap((output): AiSrFinding[] => {
    if (output.kind === 'classification') {
      const finding = remaining.shift();
      return finding ? [findingItem(run, finding, output.finding.label, output.finding.site)] : [];
    }
    if (output.kind !== 'segmentation') return [];
    const tracking = trackingOf(run, output.segment.label);
    const roi = roiOf(run, seg, tracking.trackingUid);
    if (output.finding) {
      const finding = remaining.shift();
      return finding
        ? [{ ...findingItem(run, finding, output.segment.label, output.finding.site), ...roi }]
        : [];
    }
    return [{ kind: 'structure', concept: output.segment.type, ...tracking, measurements: [], ...roi }];
  });
}

function findingItem(
  run: EncodableRun,
  finding: Finding,
  label: string,
  site: AiSrFinding['findingSite'],
): AiSrFinding {
  const measurements = [];
  const shown = mayMarkImages(run.manifest);
  if (shown && finding.score !== null)
    measurements.push({ concept: ALGORITHM_SCORE, value: finding.score, unit: UNITS.score });
  if (shown && finding.quantity) {
    measurements.push({ concept: VOLUME, value: finding.quantity.value, unit: UNITS.millilitre });
  }
  return {
    kind: finding.flagged ? 'flagged' : 'notFlagged',
    concept: finding.concept,
    ...(site ? { findingSite: site } : {}),
    ...trackingOf(run, label),
    measurements,
  };
}

function roiOf(
  run: EncodableRun,
  seg: EncodedSeg | undefined,
  trackingUid: string,
): Pick<AiSrFinding, 'roi'> {
  const segment = seg?.segments.find((one) => one.trackingUid === trackingUid);
  if (!seg || !segment) return {};
  return { roi: { seg, segment, kind: run.manifest.input.form.kind === 'image' ? 'planar' : 'volumetric' } };
}
