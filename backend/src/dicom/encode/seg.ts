/** Segmentation objects (PS3.3 A.51), one per source series and encoding, made of the masks of a model. */
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { getElement, getString, getStrings } from '../json/getters.js';
import { tagOfKeyword } from '../dictionary/dictionary.js';
import { STORAGE_SOP_CLASS } from '../dictionary/storage-sop-classes.js';
import { algorithmIdentificationItem, type AlgorithmIdentity } from './algorithm.js';
import { codeItem, type CodedConcept } from './concepts.js';
import { datasetOf, mergeDatasets, pixelData, type Attributes, type EncodableDataset } from './dataset.js';
import { derivedObjectAttributes, notForClinicalUse, type DerivedObject } from './derived-object.js';
import { writePart10 } from './part10.js';
import { dimensionModule, functionalGroups, orderFrames, type SegFrame } from './seg-frames.js';
import { labelFrames, pixelsOf, pixelModule, type SegEncoding } from './seg-pixels.js';
import { frameKey, segSource, type SegSource } from './seg-source.js';
import { groupBy, patientAndStudy, sopReference } from './source.js';
import type { InstanceReference, OmittedAttribute } from './source.js';
import { isValidUid } from './uid.js';

/** Mask of one segment on one frame of the source. */
export interface SegMask {
  SOPInstanceUID: string;
  /** Frame of a multi-frame source, from 1; 1 where left out. */
  FrameNumber?: number;
  /**
   * Rows x Columns of the source, row by row from the top left; 0 is outside, anything else inside. For a fractional
   * object, the probability in 255ths.
   */
  mask: Uint8Array;
}

export interface SegmentInput {
  /** Name of the segment, 64 characters at most. */
  label: string;
  /** PS3.16 CID 7150, e.g. 49755003 SCT "Morphologically Abnormal Structure". */
  category: CodedConcept;
  /** PS3.16 CID 7151, e.g. 39607008 SCT "Lung". */
  type: CodedConcept;
  anatomicRegion?: CodedConcept;
  /** Same as in the SR of the run. */
  trackingIdentifier: string;
  trackingUid: string;
  /** CIELab colour for display: L* 0 to 100, a* and b* -128 to 127. */
  displayColour: readonly [number, number, number];
  masks: readonly SegMask[];
}

export interface SegInput {
  /** Headers of all images of the one series the model read, in any order. */
  source: readonly DicomJsonDataset[];
  segments: readonly SegmentInput[];
  algorithm: AlgorithmIdentity;
  object: DerivedObject;
  /** `binary` where left out. A pixel of several segments goes to the first of them in a label map. */
  encoding?: SegEncoding;
}

/** Where a segment stands in the object that was made. */
export interface EncodedSegment {
  trackingUid: string;
  SegmentNumber: number;
  /** Frames of the SEG, from 1, with the source frame each is drawn on. */
  frames: readonly { FrameNumber: number; SOPInstanceUID: string; SourceFrameNumber: number }[];
}

export interface EncodedSeg {
  /** The file. */
  bytes: Uint8Array;
  reference: InstanceReference;
  segments: readonly EncodedSegment[];
  /** Attributes of the source that could not be taken over. */
  omitted: readonly OmittedAttribute[];
}

/**
 * Makes a SEG. Empty masks are left out, so are segments without any pixel; where nothing is left there is no SEG
 * and the answer is undefined. Throws a TypeError for input that cannot become a valid object: images of several
 * series or sizes, a mask for an unknown image or of another size, two masks for one frame, invalid UIDs or codes.
 */
export function encodeSeg(input: SegInput): EncodedSeg | undefined {
  const source = segSource(input.source);
  const segments = input.segments.filter((segment) =>
    segment.masks.some(({ mask }) => mask.some((p) => p !== 0)),
  );
  refuseRepeatedTracking(segments);
  const encoding = input.encoding ?? 'binary';
  const perSegment = segments.flatMap((segment, index) => framesOf(segment, index + 1, source));
  const frames = orderFrames(encoding === 'labelmap' ? labelFrames(perSegment) : perSegment);
  const [image] = input.source;
  if (frames.length === 0 || image === undefined) return undefined;
  const copied = patientAndStudy(image);
  const dataset = mergeDatasets(
    copied.dataset,
    datasetOf({
      ...derivedObjectAttributes(input.object, input.algorithm, {
        Modality: 'SEG',
        SOPClassUID: sopClassOf(encoding),
      }),
      ...imageModule(input, source, frames),
      ...pixelModule(encoding, frames),
      SegmentSequence: segments.map((segment, index) => segmentItem(segment, index + 1, input.algorithm)),
      ...dimensionModule(input.object.SOPInstanceUID, source, encoding),
      ...functionalGroups(frames, source, encoding),
    }),
    lossyCompression(input.source),
    pixelData(pixelsOf(encoding, frames), 'OB'),
  );
  return {
    bytes: writePart10(dataset),
    reference: referenceTo(input, source, frames.length),
    segments: segments.map((segment, index) => encodedSegment(segment, index + 1, frames)),
    omitted: [...copied.omitted, ...frameOfReferenceOmitted(source)],
  };
}

function frameOfReferenceOmitted({ frameOfReferenceProblem: reason }: SegSource): OmittedAttribute[] {
  return reason === undefined ? [] : [{ keyword: 'FrameOfReferenceUID', reason }];
}

function referenceTo(input: SegInput, source: SegSource, NumberOfFrames: number): InstanceReference {
  return {
    StudyInstanceUID: source.references[0]?.StudyInstanceUID ?? '',
    SeriesInstanceUID: input.object.SeriesInstanceUID,
    SOPClassUID: sopClassOf(input.encoding ?? 'binary'),
    SOPInstanceUID: input.object.SOPInstanceUID,
    NumberOfFrames,
  };
}

function sopClassOf(encoding: SegEncoding): string {
  return encoding === 'labelmap'
    ? STORAGE_SOP_CLASS.LabelMapSegmentationStorage
    : STORAGE_SOP_CLASS.SegmentationStorage;
}

function encodedSegment(
  segment: SegmentInput,
  SegmentNumber: number,
  frames: readonly SegFrame[],
): EncodedSegment {
  const numbered = frames.map((frame, index) => ({ frame, FrameNumber: index + 1 }));
  return {
    trackingUid: segment.trackingUid,
    SegmentNumber,
    frames: numbered
      .filter(({ frame }) => frame.segments.includes(SegmentNumber))
      .map(({ frame, FrameNumber }) => ({
        FrameNumber,
        SOPInstanceUID: frame.source.instance.SOPInstanceUID,
        SourceFrameNumber: frame.source.FrameNumber,
      })),
  };
}

function refuseRepeatedTracking(segments: readonly SegmentInput[]): void {
  const uids = segments.map((segment) => segment.trackingUid);
  const invalid = uids.find((uid) => !isValidUid(uid));
  if (invalid !== undefined) throw new TypeError(`Tracking UID "${invalid}" is not a valid UID`);
  if (new Set(uids).size !== uids.length) throw new TypeError('Two segments have the same tracking UID');
}

function framesOf(segment: SegmentInput, SegmentNumber: number, source: SegSource): SegFrame[] {
  const seen = new Set<string>();
  const frames: SegFrame[] = [];
  for (const { SOPInstanceUID, FrameNumber = 1, mask } of segment.masks) {
    const key = frameKey(SOPInstanceUID, FrameNumber);
    const frame = source.frames.get(key);
    if (frame === undefined) {
      throw new TypeError(
        `Segment "${segment.label}" has a mask for ${key}, which is not among the source images`,
      );
    }
    if (mask.length !== source.Rows * source.Columns) {
      throw new TypeError(
        `Segment "${segment.label}" has a mask of ${mask.length} pixels for ${source.Rows} x ${source.Columns}`,
      );
    }
    if (seen.has(key)) throw new TypeError(`Segment "${segment.label}" has two masks for ${key}`);
    seen.add(key);
    if (mask.some((pixel) => pixel !== 0)) frames.push({ segments: [SegmentNumber], source: frame, mask });
  }
  return frames;
}

/** Segmentation Image, General Reference and Common Instance Reference Module (PS3.3 C.8.20.2, C.12.2). */
function imageModule(input: SegInput, source: SegSource, frames: readonly SegFrame[]): Attributes {
  const [image] = input.source;
  const orientation = image === undefined ? [] : getStrings(image, 'PatientOrientation');
  return {
    ImageType: ['DERIVED', 'PRIMARY'],
    ...(source.hasGeometry ? {} : { PatientOrientation: orientation.length === 2 ? orientation : null }),
    FrameOfReferenceUID: source.FrameOfReferenceUID,
    PositionReferenceIndicator: null,
    ContentLabel: 'FIRSTREAD_AI',
    ContentDescription: notForClinicalUse(input.algorithm.name),
    ContentCreatorName: 'Firstread^AI',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    NumberOfFrames: frames.length,
    Rows: source.Rows,
    Columns: source.Columns,
    ReferencedSeriesSequence: [...groupBy('SeriesInstanceUID', source.references)].map(
      ([SeriesInstanceUID, members]) => ({
        SeriesInstanceUID,
        ReferencedInstanceSequence: members.map(sopReference),
      }),
    ),
  };
}

/** Item of the Segment Sequence (PS3.3 table C.8.20-4). */
function segmentItem(segment: SegmentInput, SegmentNumber: number, algorithm: AlgorithmIdentity): Attributes {
  return {
    SegmentNumber,
    SegmentLabel: segment.label,
    SegmentAlgorithmType: 'AUTOMATIC',
    SegmentAlgorithmName: algorithm.name,
    SegmentationAlgorithmIdentificationSequence: [algorithmIdentificationItem(algorithm)],
    SegmentedPropertyCategoryCodeSequence: [codeItem(segment.category)],
    SegmentedPropertyTypeCodeSequence: [codeItem(segment.type)],
    AnatomicRegionSequence:
      segment.anatomicRegion === undefined ? undefined : [codeItem(segment.anatomicRegion)],
    RecommendedDisplayCIELabValue: cieLab(segment.displayColour),
    TrackingID: segment.trackingIdentifier,
    TrackingUID: segment.trackingUid,
  };
}

/** CIELab as 16-bit integers (PS3.3 C.10.7.1.1). */
function cieLab([lightness, a, b]: readonly [number, number, number]): number[] {
  return [(lightness * 65535) / 100, ((a + 128) * 65535) / 255, ((b + 128) * 65535) / 255].map(Math.round);
}

/** Once lossy, always lossy: the mask was computed from what compression left (PS3.3 C.7.6.1.1.5). */
function lossyCompression(images: readonly DicomJsonDataset[]): EncodableDataset {
  const lossy = images.find((image) => getString(image, 'LossyImageCompression') === '01');
  if (lossy === undefined) return datasetOf({ LossyImageCompression: '00' });
  const dataset = datasetOf({ LossyImageCompression: '01' });
  for (const keyword of ['LossyImageCompressionRatio', 'LossyImageCompressionMethod']) {
    const element = getElement(lossy, keyword);
    if (element !== undefined) dataset[tagOfKeyword(keyword)] = element;
  }
  return dataset;
}
