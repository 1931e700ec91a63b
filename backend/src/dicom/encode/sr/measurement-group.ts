/** Measurement groups of a report (PS3.16 TID 1410 planar, TID 1411 volumetric, TID 1501 without ROI). */
import type { AlgorithmIdentity } from '../algorithm.js';
import { FIRSTREAD_SCHEME, dcm, sct, type CodedConcept } from '../concepts.js';
import type { InstanceReference } from '../source.js';
import type { AiSrFinding, RegionRoi, SegmentRoi } from './ai-sr-input.js';
import { codeContentItem, containerItem, imageItem, numItem } from './content-item.js';
import { rectangleItem, textItem, uidrefItem, type ContentItem } from './content-item.js';

/** What the algorithm as a whole, or for one finding, came to. Private: the standard has no "no flag". */
export const OUTCOME: CodedConcept = {
  scheme: FIRSTREAD_SCHEME,
  value: 'OUTCOME',
  meaning: 'Algorithm outcome',
};
export const FLAGGED: CodedConcept = {
  scheme: FIRSTREAD_SCHEME,
  value: 'FLAGGED',
  meaning: 'Flagged by the algorithm',
};
export const NO_FLAG: CodedConcept = {
  scheme: FIRSTREAD_SCHEME,
  value: 'NO_FLAG',
  meaning: 'Processed, no flag',
};
export const NOT_EVALUABLE: CodedConcept = {
  scheme: FIRSTREAD_SCHEME,
  value: 'NOT_EVALUABLE',
  meaning: 'Not evaluable',
};
export const FAILED: CodedConcept = {
  scheme: FIRSTREAD_SCHEME,
  value: 'FAILED',
  meaning: 'The algorithm failed',
};
/** What a model looks for, where it has not found it or is judged by it. */
export const SEARCHED_FOR: CodedConcept = {
  scheme: FIRSTREAD_SCHEME,
  value: 'SEARCHED_FOR',
  meaning: 'Searched for',
};

const FINDING = dcm('121071', 'Finding');
const FINDING_CATEGORY = sct('276214006', 'Finding category');
const ANATOMICAL_STRUCTURE = sct('91723000', 'Anatomical structure');
const ABNORMAL_STRUCTURE = sct('49755003', 'Morphologically abnormal structure');

/** Identification of the algorithm within a measurement group (TID 4019). */
export function algorithmIdentification(algorithm: AlgorithmIdentity): ContentItem[] {
  return [
    textItem('HAS CONCEPT MOD', dcm('111001', 'Algorithm Name'), algorithm.name),
    textItem('HAS CONCEPT MOD', dcm('111003', 'Algorithm Version'), algorithm.version),
    textItem('HAS CONCEPT MOD', dcm('122405', 'Algorithm Manufacturer'), algorithm.manufacturer),
  ];
}

/**
 * A measurement group. Tracking Identifier and Tracking UID come first, so that a reader who takes the first UID of
 * the group takes that one. `references` are the source images.
 */
export function measurementGroup(
  finding: AiSrFinding,
  algorithm: AlgorithmIdentity,
  references: readonly InstanceReference[],
): ContentItem {
  return containerItem(dcm('125007', 'Measurement Group'), [
    textItem('HAS OBS CONTEXT', dcm('112039', 'Tracking Identifier'), finding.trackingIdentifier),
    uidrefItem('HAS OBS CONTEXT', dcm('112040', 'Tracking Unique Identifier'), finding.trackingUid),
    ...statement(finding),
    ...algorithmIdentification(algorithm),
    ...(finding.findingSite === undefined ? [] : [findingSite(finding.findingSite, finding.laterality)]),
    ...(finding.roi === undefined ? [] : regionItems(finding.roi, references)),
    ...finding.measurements.map((measurement) => numItem(measurement)),
    ...evaluation(finding),
  ]);
}

function statement({ kind, concept }: AiSrFinding): ContentItem[] {
  if (kind === 'notFlagged' || kind === 'measured') return [];
  return [
    codeContentItem(
      'CONTAINS',
      FINDING_CATEGORY,
      kind === 'structure' ? ANATOMICAL_STRUCTURE : ABNORMAL_STRUCTURE,
    ),
    codeContentItem('CONTAINS', FINDING, concept),
  ];
}

function evaluation({ kind, concept }: AiSrFinding): ContentItem[] {
  if (kind === 'structure' || kind === 'measured') return [];
  const outcome = codeContentItem('CONTAINS', OUTCOME, kind === 'flagged' ? FLAGGED : NO_FLAG);
  return kind === 'flagged' ? [outcome] : [codeContentItem('CONTAINS', SEARCHED_FOR, concept), outcome];
}

function findingSite(site: CodedConcept, laterality: CodedConcept | undefined): ContentItem {
  return codeContentItem(
    'HAS CONCEPT MOD',
    sct('363698007', 'Finding Site'),
    site,
    laterality === undefined
      ? []
      : [codeContentItem('HAS CONCEPT MOD', sct('272741003', 'Laterality'), laterality)],
  );
}

function regionItems(roi: SegmentRoi | RegionRoi, references: readonly InstanceReference[]): ContentItem[] {
  if (roi.kind === 'region') {
    const image = sourceOf(roi.SOPInstanceUID, references);
    return [rectangleItem(dcm('111030', 'Image Region'), image, roi)];
  }
  const sources = roi.segment.frames.map(({ SOPInstanceUID }) => sourceOf(SOPInstanceUID, references));
  const [frame, ...moreFrames] = roi.segment.frames;
  const [source] = sources;
  if (frame === undefined || source === undefined)
    throw new TypeError('The segment of a finding has no frame');
  if (roi.kind === 'volumetric') {
    return [
      imageItem(dcm('121191', 'Referenced Segment'), roi.seg.reference, {
        ReferencedSegmentNumber: roi.segment.SegmentNumber,
      }),
      uidrefItem('CONTAINS', dcm('121232', 'Source series for segmentation'), source.SeriesInstanceUID),
    ];
  }
  if (moreFrames.length > 0) throw new TypeError('A planar finding has a segment of more than one frame');
  return [
    imageItem(dcm('121214', 'Referenced Segmentation Frame'), roi.seg.reference, {
      ReferencedFrameNumber: frame.FrameNumber,
    }),
    imageItem(
      dcm('121233', 'Source image for segmentation'),
      source,
      source.NumberOfFrames > 1 ? { ReferencedFrameNumber: frame.SourceFrameNumber } : {},
    ),
  ];
}

function sourceOf(SOPInstanceUID: string, references: readonly InstanceReference[]): InstanceReference {
  const found = references.find((reference) => reference.SOPInstanceUID === SOPInstanceUID);
  if (found === undefined)
    throw new TypeError(`The segment lies on ${SOPInstanceUID}, which is no source image`);
  return found;
}
