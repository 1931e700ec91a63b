/** What an SR of a model's result is made of. */
import type { DicomJsonDataset } from '../../json/dicom-json.js';
import type { AlgorithmIdentity } from '../algorithm.js';
import type { CodedConcept } from '../concepts.js';
import type { DerivedObject } from '../derived-object.js';
import type { EncodedSeg, EncodedSegment } from '../seg.js';
import type { InstanceReference } from '../source.js';

/**
 * What the run came to. `notFlagged` is written "Processed, no flag": it is never a negative finding.
 * `notEvaluable` and `failed` say why in words.
 */
export type AiOutcome =
  | { state: 'flagged' }
  | { state: 'notFlagged' }
  | { state: 'notEvaluable'; reason: string }
  | { state: 'failed'; reason: string };

export interface AiMeasurement {
  /** What was measured, e.g. 118565006 SCT "Volume" or `ALGORITHM_SCORE`. */
  concept: CodedConcept;
  value: number;
  /** UCUM, e.g. `UNITS.millilitre`. */
  unit: CodedConcept;
}

/** The segment of a SEG made in the same run that outlines the finding. */
export interface SegmentRoi {
  seg: Pick<EncodedSeg, 'reference'>;
  segment: EncodedSegment;
  /**
   * `volumetric` (TID 1411): the whole segment, through a series of slices. `planar` (TID 1410): its one frame on
   * a projection image.
   */
  kind: 'volumetric' | 'planar';
}

/** A rectangle on an image (TID 1410), in its pixels: 0, 0 is the corner of the first one (PS3.3 C.18.6.1.2). */
export interface RegionRoi {
  kind: 'region';
  SOPInstanceUID: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * One finding. `flagged`: the algorithm suspects it. `notFlagged`: it looked for it and raised no flag; the concept
 * is then written as what was searched for, not as a finding. `structure`: an anatomical structure, outlined or
 * measured, with no statement about disease. `measured`: values alone.
 */
export interface AiSrFinding {
  kind: 'flagged' | 'notFlagged' | 'structure' | 'measured';
  concept: CodedConcept;
  findingSite?: CodedConcept;
  laterality?: CodedConcept;
  /** Name for people, and the UID, both as in the SEG; unique in the report. */
  trackingIdentifier: string;
  trackingUid: string;
  measurements: readonly AiMeasurement[];
  roi?: SegmentRoi | RegionRoi;
}

/** Where a finding is: in a region drawn on an image, in a segment of a SEG, or in the images as a whole. */
export type Place = 'region' | 'segment' | 'none';

export function placeOf({ roi }: Pick<AiSrFinding, 'roi'>): Place {
  if (roi === undefined) return 'none';
  return roi.kind === 'region' ? 'region' : 'segment';
}

export interface AiSrInput {
  /** Headers of all images the model read, or was to read; of one study. */
  source: readonly DicomJsonDataset[];
  algorithm: AlgorithmIdentity;
  object: DerivedObject;
  outcome: AiOutcome;
  /** All of the run. */
  findings: readonly AiSrFinding[];
  /** Which of them this report holds; all where left out. */
  holds?: Place;
  /** Where left out: the procedure code of the study, else the imaging procedure of the modality. */
  procedureReported?: CodedConcept;
  /** Body region for the Image Library (PS3.16 CID 4031). */
  targetRegion?: CodedConcept;
  /** Reports of the same study that this one supersedes. */
  predecessors?: readonly InstanceReference[];
}
