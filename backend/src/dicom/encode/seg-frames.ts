/** Frames of a segmentation: their order, dimensions and functional groups (PS3.3 C.7.6.16, C.7.6.17). */
import { tagOfKeyword } from '../dictionary/dictionary.js';
import { codeItem, dcm } from './concepts.js';
import type { Attributes } from './dataset.js';
import type { SegEncoding } from './seg-encoding.js';
import { planeDepth, type SegSource, type SourceFrame } from './seg-source.js';
import { sopReference } from './source.js';
import { uidFrom } from './uid.js';

/** One frame to be written: what lies on one source frame, of one segment or of all of a label map. */
export interface SegFrame {
  /** Numbers of the segments in it, from 1. */
  segments: readonly number[];
  source: SourceFrame;
  mask: Uint8Array;
}

const SEGMENTATION_DERIVATION = dcm('113076', 'Segmentation');
const SOURCE_FOR_PROCESSING = dcm('121322', 'Source image for image processing operation');

/** Frames in the order of segment number, then of depth along the normal, then of the source. */
export function orderFrames(frames: readonly SegFrame[]): SegFrame[] {
  const depth = ({ source }: SegFrame): number => (source.plane === undefined ? 0 : planeDepth(source.plane));
  const number = ({ segments }: SegFrame): number => (segments.length === 1 ? (segments[0] ?? 0) : 0);
  return [...frames].sort((a, b) => number(a) - number(b) || depth(a) - depth(b));
}

/**
 * Multi-frame Dimension Module: segment number, then the position (or the place in the stack of images). A frame of a
 * label map is of no one segment.
 */
export function dimensionModule(
  SOPInstanceUID: string,
  source: SegSource,
  encoding: SegEncoding,
): Attributes {
  const DimensionOrganizationUID = uidFrom('firstread/dimension-organization', SOPInstanceUID);
  const dimension = (pointer: string, group: string, label: string): Attributes => ({
    DimensionOrganizationUID,
    DimensionIndexPointer: tagOfKeyword(pointer),
    FunctionalGroupPointer: tagOfKeyword(group),
    DimensionDescriptionLabel: label,
  });
  return {
    DimensionOrganizationSequence: [{ DimensionOrganizationUID }],
    DimensionIndexSequence: [
      ...(encoding === 'labelmap'
        ? []
        : [dimension('ReferencedSegmentNumber', 'SegmentIdentificationSequence', 'Segment Number')]),
      source.hasGeometry
        ? dimension('ImagePositionPatient', 'PlanePositionSequence', 'Image Position (Patient)')
        : dimension('InStackPositionNumber', 'FrameContentSequence', 'In-Stack Position Number'),
    ],
  };
}

/** Multi-frame Functional Groups: what is the same for all frames is shared, the rest stands per frame. */
export function functionalGroups(
  frames: readonly SegFrame[],
  source: SegSource,
  encoding: SegEncoding,
): Attributes {
  const places = placesOf(frames);
  const orientation = frames.map(({ source: { plane } }) =>
    plane === undefined ? {} : { PlaneOrientationSequence: [pick(plane, 'ImageOrientationPatient')] },
  );
  const measures = frames.map(({ source: frame }) =>
    frame.measures === undefined ? {} : { PixelMeasuresSequence: [{ ...frame.measures }] },
  );
  const shared = [orientation, measures].filter(allSame);
  const perFrame = [orientation, measures].filter((group) => !allSame(group));
  return {
    SharedFunctionalGroupsSequence: [Object.assign({}, ...shared.map((group) => group[0])) as Attributes],
    PerFrameFunctionalGroupsSequence: frames.map((frame, index) => ({
      ...frameGroups(frame, places.get(frame.source) ?? 1, source.hasGeometry, encoding),
      ...(Object.assign({}, ...perFrame.map((group) => group[index])) as Attributes),
    })),
  };
}

function frameGroups(
  frame: SegFrame,
  place: number,
  hasGeometry: boolean,
  encoding: SegEncoding,
): Attributes {
  const ofOne = encoding === 'labelmap' ? undefined : frame.segments[0];
  const { instance, FrameNumber, plane } = frame.source;
  return {
    DerivationImageSequence: [
      {
        SourceImageSequence: [
          {
            ...sopReference(instance),
            ReferencedFrameNumber: instance.NumberOfFrames > 1 ? FrameNumber : undefined,
            SpatialLocationsPreserved: 'YES',
            PurposeOfReferenceCodeSequence: [codeItem(SOURCE_FOR_PROCESSING)],
          },
        ],
        DerivationCodeSequence: [codeItem(SEGMENTATION_DERIVATION)],
      },
    ],
    FrameContentSequence: [
      {
        DimensionIndexValues: ofOne === undefined ? [place] : [ofOne, place],
        ...(hasGeometry ? {} : { StackID: '1', InStackPositionNumber: place }),
      },
    ],
    PlanePositionSequence: plane === undefined ? undefined : [pick(plane, 'ImagePositionPatient')],
    SegmentIdentificationSequence: ofOne === undefined ? undefined : [{ ReferencedSegmentNumber: ofOne }],
  };
}

function pick<K extends string>(from: Readonly<Record<K, readonly number[]>>, keyword: K): Attributes {
  return { [keyword]: from[keyword] };
}

/** Rank of each source frame by depth, from 1; frames without geometry in order of appearance. */
function placesOf(frames: readonly SegFrame[]): Map<SourceFrame, number> {
  const sources = [...new Set(frames.map((frame) => frame.source))];
  sources.sort((a, b) => (a.plane && b.plane ? planeDepth(a.plane) - planeDepth(b.plane) : 0));
  return new Map(sources.map((source, index) => [source, index + 1]));
}

function allSame(values: readonly Attributes[]): boolean {
  return new Set(values.map((value) => JSON.stringify(value))).size <= 1;
}
