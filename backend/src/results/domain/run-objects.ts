import {
  digestOf,
  marksImages,
  type AiState,
  type Finding,
  type ModelManifest,
  type ResultObjectKind,
  type TensorManifest,
} from '@firstread/contract';
import {
  derivedObjectUids,
  dicomMoment,
  getString,
  uidFrom,
  type AlgorithmIdentity,
  type DerivedKind,
  type DerivedObject,
  type DicomJsonDataset,
  type InstanceReference,
} from '../../dicom/index.js';

/** One finished run, with all that its objects are made of. */
export interface EncodableRun {
  id: string;
  state: AiState;
  reason: string | null;
  finishedAt: Date;
  /** Of the first object; each other kind has a number of its own after it. */
  seriesNumber: number;
  manifest: TensorManifest;
  findings: readonly Finding[];
  /** Headers of the images the model read. */
  source: readonly DicomJsonDataset[];
  /** Masks by tensor name and channel, in the order of `images`; absent where the run made none. */
  masks?: {
    images: readonly string[];
    segments: readonly RunSegment[];
  };
  /** Reports of earlier runs of the model on the study, by kind. */
  predecessors?: readonly { kind: ResultObjectKind; reference: InstanceReference }[];
  /** Objects beside SR and SEG, for viewers that read neither. */
  extras?: {
    keyObjects: boolean;
    /** A picture of the result in words; undefined where none is wanted. */
    summary?: { rows: number; columns: number; pixels: Uint8Array };
  };
}

export interface RunSegment {
  tensor: string;
  channel: number;
  masks: readonly { values: Uint8Array }[];
  fractions?: readonly Uint8Array[];
}

/** A triage-class model marks no image, and its scores stay in the database. */
export function mayMarkImages({ presentationClass }: TensorManifest): boolean {
  return marksImages(presentationClass);
}

export function algorithmOf(manifest: ModelManifest): AlgorithmIdentity {
  const { id, version, name, manufacturer } = manifest;
  return { id, version, name, manufacturer, digest: digestOf(manifest) };
}

/** Series numbers of results start here, well above those of acquisitions. */
const FIRST_SERIES_NUMBER = 9001;

/** The first of the ten series numbers of a run. */
export function firstSeriesNumber(runId: string): number {
  return FIRST_SERIES_NUMBER + 10 * (parseInt(runId.slice(0, 6), 16) % 1000);
}

/** What readers say of a run stands after what it says. */
export const ASSESSMENT_NUMBER = 8;

const NUMBERS: Readonly<Record<DerivedKind, number>> = {
  SR: 0,
  SEG: 1,
  SRnoRoi: 2,
  SEGfractional: 3,
  SEGlabelmap: 4,
  KOS: 5,
  SC: 6,
  SRsegment: 7,
};

export function objectOf(run: EncodableRun, kind: DerivedKind): DerivedObject {
  const [first] = run.source;
  const created = dicomMoment(run.finishedAt, first && getString(first, 'TimezoneOffsetFromUTC'));
  return { ...derivedObjectUids(run.id, kind), SeriesNumber: run.seriesNumber + NUMBERS[kind], created };
}

export function trackingOf(
  run: Pick<EncodableRun, 'id'>,
  label: string,
): { trackingIdentifier: string; trackingUid: string } {
  return { trackingIdentifier: label, trackingUid: uidFrom('firstread/tracking', run.id, label) };
}
