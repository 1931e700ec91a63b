/** The door of the pure DICOM library: the only file that other rooms may import. */

// ── read side ────────────────────────────────────────────────────────────────
export type {
  DicomJsonDataset,
  DicomJsonElement,
  DicomJsonPersonName,
  DicomJsonValue,
} from './json/dicom-json.js';
export {
  getElement,
  getItem,
  getNumber,
  getNumbers,
  getPersonName,
  getSequence,
  getString,
  getStrings,
  hasElement,
} from './json/getters.js';
export { equipmentOf } from './json/equipment.js';
export {
  displayTag,
  entryOfKeyword,
  entryOfTag,
  formatTag,
  isPrivateTag,
  keywordOfTag,
  tagOfKeyword,
  type DictionaryEntry,
} from './dictionary/dictionary.js';
export {
  STORAGE_SOP_CLASS,
  STORAGE_SOP_CLASS_UIDS,
  storageSopClassKeyword,
  type StorageSopClassKeyword,
} from './dictionary/storage-sop-classes.js';
export {
  ACCEPTED_TRANSFER_SYNTAX_UIDS,
  TRANSFER_SYNTAX,
  encodingOf,
  isVideoTransferSyntax,
  transferSyntaxKeyword,
  type DatasetEncoding,
  type TransferSyntaxKeyword,
} from './dictionary/transfer-syntax.js';
export { REJECTING_TITLES, readRejectionNote, type RejectionNote } from './key-objects/rejection-note.js';
export { binaryValue, wordValues } from './parse/bulk-data.js';
export { pieces, sourceOf, type ByteSource, type InstanceBytes } from './parse/byte-source.js';
export { formatBulkReference, parseBulkReference, type BulkReference } from './parse/bulk-reference.js';
export { CHARACTER_SET_TERMS, UTF_8 } from './parse/charset.js';
export { DicomParseError, type DicomParseErrorCode } from './parse/dicom-parse-error.js';
export { contentDigest } from './parse/digest.js';
export { readFrameShape, type FrameShape } from './parse/frame-shape.js';
export { datasetOffset, parseDataset, parsePart10, type ParseOptions } from './parse/part10.js';
export { contentOf, type ParsedInstance, type PixelDataLocation } from './parse/parsed-instance.js';
export { isWellFormedUid } from './parse/requirements.js';
export { canDecode, decodeFrame, type DecodedFrame } from './codecs/decode-frame.js';
export { DicomDecodeError, type DicomDecodeErrorCode } from './codecs/dicom-decode-error.js';
export { encapsulatedFrame, numberOfFrames } from './codecs/frames.js';
export { frameBytes, type FrameBytes, type FrameSyntax } from './codecs/frame-bytes.js';
export { consumerMedia, videoMediaType, type ConsumerMedia } from './codecs/consumer-media.js';
export { shownImage, type ShownImage } from './render/shown-image.js';
export type { PixelArray } from './codecs/samples.js';
export {
  framePlanes,
  imageDirections,
  imagePlane,
  sliceNormal,
  sliceOrientation,
  type ImagePlane,
  type SliceOrientation,
} from './geometry/image-plane.js';
export {
  sortSlices,
  stackGeometry,
  type SortedSlices,
  type SpacingIrregularity,
  type StackGeometry,
} from './geometry/slice-stack.js';
export type { Vector3 } from './geometry/vector.js';
export { fullRange, greyImage, type GreyImageOptions } from './pixels/grey-image.js';
export type { LookupTable } from './pixels/lookup-table.js';
export { modalityLut, readModalityTransform, type ModalityTransform } from './pixels/modality-lut.js';
export {
  applyVoi,
  invert,
  isInverted,
  readVoi,
  type VoiFunction,
  type VoiTransform,
  type VoiWindow,
} from './pixels/voi.js';

// ── write side ───────────────────────────────────────────────────────────────
export { isValidUid, uidFrom } from './encode/uid.js';
export {
  IMPLEMENTATION_CLASS_UID,
  IMPLEMENTATION_VERSION_NAME,
  fileHeader,
  wrapDataset,
  writeDataset,
  writePart10,
  type FileMeta,
} from './encode/part10.js';
export {
  bulkDataUris,
  instanceFromMetadata,
  syntaxOfBulkPart,
  type BulkPart,
} from './encode/metadata-instance.js';
export { decodeBareDataset, encodeBareDataset, MESSAGE_TRANSFER_SYNTAX_UIDS } from './encode/bare-dataset.js';
export {
  datasetOf,
  mergeDatasets,
  personNameText,
  type Attributes,
  type EncodableDataset,
} from './encode/dataset.js';
export { toExplicitLittleEndian, toUncompressed } from './encode/transcode.js';
export {
  NOT_FOR_CLINICAL_USE,
  deviceUid,
  dicomMoment,
  type AlgorithmIdentity,
  type DicomMoment,
} from './encode/algorithm.js';
export { ALGORITHM_SCORE, FIRSTREAD_SCHEME, UNITS, type CodedConcept } from './encode/concepts.js';
export {
  DERIVED_KINDS,
  derivedObjectUids,
  type DerivedKind,
  type DerivedObject,
} from './encode/derived-object.js';
export { encodeAssessmentSr, type AssessmentSrInput } from './encode/sr/assessment-sr.js';
export { encodeKeyObjects } from './encode/key-objects.js';
export { encodeSecondaryCapture } from './encode/secondary-capture.js';
export { encodeEncapsulatedPdf } from './encode/encapsulated-pdf.js';
export { unpackBits } from './encode/bit-packing.js';
export type { InstanceReference, OmittedAttribute } from './encode/source.js';
export {
  encodeSeg,
  type EncodedSeg,
  type EncodedSegment,
  type SegInput,
  type SegMask,
  type SegmentInput,
} from './encode/seg.js';
export { encodeAiSr, type EncodedSr } from './encode/sr/ai-sr.js';
export {
  placeOf,
  type AiMeasurement,
  type AiOutcome,
  type AiSrFinding,
  type AiSrInput,
  type Place,
  type SegmentRoi,
} from './encode/sr/ai-sr-input.js';
export { randomFrom } from './phantom/noise.js';
export { headCtPhantom, type HeadCtPhantomOptions } from './phantom/head-ct-phantom.js';
export { type HeadLesion } from './phantom/head-anatomy.js';
export { chestDxPhantom, type ChestDxPhantomOptions } from './phantom/chest-dx-phantom.js';
export { type ChestOpacity } from './phantom/chest-anatomy.js';
export { ctVolumePhantom, type CtVolumePhantomOptions } from './phantom/ct-volume-phantom.js';
export type { PhantomIdentity, PhantomInstance } from './phantom/phantom-study.js';
export type { ReadFinding } from './reports/read-finding.js';
export { sameCode } from './reports/measurement-report.js';
export { readResult, resultKindOf, type ReadResult, type ResultKind } from './reports/read-result.js';
