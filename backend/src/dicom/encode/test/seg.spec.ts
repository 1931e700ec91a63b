import type { DicomJsonDataset } from '../../json/dicom-json.js';
import { getItem, getNumber, getNumbers, getSequence, getString } from '../../json/getters.js';
import { parsePart10 } from '../../parse/part10.js';
import { contentOf } from '../../parse/parsed-instance.js';
import { unpackBits } from '../bit-packing.js';
import { sct } from '../concepts.js';
import { encodeSeg, type SegInput, type SegMask } from '../seg.js';
import { uidFrom } from '../uid.js';
import { dciodvfy } from './judges.js';
import {
  ALGORITHM,
  ctSlice,
  derivedObject,
  describeReal,
  lesionSegment,
  realImage,
  realImages,
  rectangleMask,
} from './samples.js';

function encode(input: Partial<SegInput> & Pick<SegInput, 'source' | 'segments'>) {
  const encoded = encodeSeg({ algorithm: ALGORITHM, object: derivedObject('SEG'), ...input });
  if (encoded === undefined) throw new Error('There is no SEG');
  return encoded;
}

/** What a reader finds: the masks by segment number and source image. */
function masksIn(bytes: Uint8Array): { dataset: DicomJsonDataset; masks: Map<string, Uint8Array> } {
  const parsed = parsePart10(bytes);
  const { dataset, pixelData } = parsed;
  if (pixelData === undefined) throw new Error('no pixel data');
  const pixels = contentOf(bytes, parsed).read(pixelData.offset, pixelData.offset + pixelData.length);
  const size = (getNumber(dataset, 'Rows') ?? 0) * (getNumber(dataset, 'Columns') ?? 0);
  const masks = new Map<string, Uint8Array>();
  getSequence(dataset, 'PerFrameFunctionalGroupsSequence').forEach((groups, index) => {
    const derivation = getItem(getItem(groups, 'DerivationImageSequence') ?? {}, 'SourceImageSequence') ?? {};
    const segment = getItem(groups, 'SegmentIdentificationSequence') ?? {};
    const key = `${getNumber(segment, 'ReferencedSegmentNumber')} ${getString(derivation, 'ReferencedSOPInstanceUID')}`;
    masks.set(key, unpackBits(pixels, size, index));
  });
  return { dataset, masks };
}

function sopUid(image: DicomJsonDataset | undefined): string {
  return getString(image ?? {}, 'SOPInstanceUID') ?? '';
}

const SLICES = [0, 1, 2, 3, 4].map((index) => ctSlice(index));
const lesion: SegMask[] = [
  { SOPInstanceUID: sopUid(SLICES[3]), mask: rectangleMask(8, 10, [1, 3, 3, 5]) },
  { SOPInstanceUID: sopUid(SLICES[2]), mask: rectangleMask(8, 10, [2, 4, 3, 3]) },
  { SOPInstanceUID: sopUid(SLICES[0]), mask: new Uint8Array(80) },
];

describe('encodeSeg', () => {
  it('gives back the masks that were put in, without the empty ones', () => {
    const { bytes, segments } = encode({ source: SLICES, segments: [lesionSegment(lesion)] });
    const { dataset, masks } = masksIn(bytes);
    expect(getNumber(dataset, 'NumberOfFrames')).toBe(2);
    expect(masks.get(`1 ${sopUid(SLICES[3])}`)).toEqual(lesion[0]?.mask);
    expect(masks.get(`1 ${sopUid(SLICES[2])}`)).toEqual(lesion[1]?.mask);
    expect(segments[0]?.frames.map((frame) => frame.SOPInstanceUID)).toEqual([
      sopUid(SLICES[2]),
      sopUid(SLICES[3]),
    ]);
    expect(dciodvfy(bytes).errors).toEqual([]);
  });

  it('copies geometry and frame of reference of the source', () => {
    const { dataset } = masksIn(encode({ source: SLICES, segments: [lesionSegment(lesion)] }).bytes);
    const [first] = getSequence(dataset, 'PerFrameFunctionalGroupsSequence');
    const plane = getItem(first ?? {}, 'PlanePositionSequence') ?? {};
    const shared = getItem(dataset, 'SharedFunctionalGroupsSequence') ?? {};
    expect(getNumbers(plane, 'ImagePositionPatient')).toEqual([-125, -123.5404569, 15.8360586]);
    expect(getNumbers(getItem(shared, 'PixelMeasuresSequence') ?? {}, 'PixelSpacing')).toEqual([
      0.48828125, 0.48828125,
    ]);
    expect(getString(dataset, 'FrameOfReferenceUID')).toBe(uidFrom('spec', 'frame of reference'));
    expect(getString(dataset, 'SeriesDescription')).toContain('Not for clinical use');
  });

  it('writes the same bytes for the same input', () => {
    const once = encode({ source: SLICES, segments: [lesionSegment(lesion)] }).bytes;
    expect(encode({ source: SLICES, segments: [lesionSegment(lesion)] }).bytes).toEqual(once);
  });

  it('keeps two overlapping segments apart and says that they overlap', () => {
    const second = lesionSegment(lesion.slice(0, 1), {
      label: 'Core',
      trackingUid: uidFrom('spec', 'tracking', '2'),
      anatomicRegion: sct('12738006', 'Brain'),
    });
    const { bytes } = encode({ source: SLICES, segments: [lesionSegment(lesion), second] });
    expect(masksIn(bytes).masks.get(`2 ${sopUid(SLICES[3])}`)).toEqual(lesion[0]?.mask);
    expect(getString(masksIn(bytes).dataset, 'SegmentsOverlap')).toBe('YES');
    expect(dciodvfy(bytes).errors).toEqual([]);
  });

  it('makes none of empty masks', () => {
    const input = { source: SLICES, segments: [lesionSegment(lesion.slice(2))] };
    expect(encodeSeg({ algorithm: ALGORITHM, object: derivedObject('SEG'), ...input })).toBeUndefined();
  });

  it.each([
    [
      'an unknown image',
      [{ SOPInstanceUID: '1.2.3', mask: new Uint8Array(80).fill(1) }],
      'not among the source images',
    ],
    ['another size', [{ SOPInstanceUID: sopUid(SLICES[0]), mask: new Uint8Array(79).fill(1) }], '79 pixels'],
    ['two masks of one frame', [lesion[0], lesion[0]] as SegMask[], 'two masks'],
  ])('refuses %s', (_name, masks, message) => {
    const segments = [lesionSegment(masks)];
    expect(() => encode({ source: SLICES, segments })).toThrow(message);
  });

  it('refuses images of several series, and codes that cannot be written', () => {
    const stranger = ctSlice(9, { SeriesInstanceUID: uidFrom('spec', 'other series') });
    expect(() => encode({ source: [...SLICES, stranger], segments: [lesionSegment(lesion)] })).toThrow(
      'more than one series',
    );
    const label = 'x'.repeat(65);
    expect(() => encode({ source: SLICES, segments: [lesionSegment(lesion, { label })] })).toThrow(
      'SegmentLabel',
    );
  });
});

describeReal('encodeSeg on real studies', () => {
  it.each(['ct-head-lesion', 'ct-head-phantom', 'ct-chest-effusion', 'mr-prostate-adc'])('%s', (folder) => {
    const source = realImages(folder);
    const masks = source.slice(3, 6).map((image, index) => ({
      SOPInstanceUID: sopUid(image),
      mask: rectangleMask(getNumber(image, 'Rows') ?? 0, getNumber(image, 'Columns') ?? 0, [
        70,
        61 + index,
        17,
        23,
      ]),
    }));
    const { bytes } = encode({ source, segments: [lesionSegment(masks)] });
    const read = masksIn(bytes);
    for (const { SOPInstanceUID, mask } of masks)
      expect(Buffer.compare(read.masks.get(`1 ${SOPInstanceUID}`) ?? mask.subarray(1), mask)).toBe(0);
    expect(dciodvfy(bytes).errors).toEqual([]);
  });

  it.each(['dx-chest-nih/test1.dcm', 'cr-chest/RG1_J2KI.dcm', 'cr-msk/RG2_JPLY.dcm'])('%s', (path) => {
    const image = realImage(path);
    const mask = rectangleMask(
      getNumber(image, 'Rows') ?? 0,
      getNumber(image, 'Columns') ?? 0,
      [301, 203, 99, 101],
    );
    const { bytes } = encode({
      source: [image],
      segments: [lesionSegment([{ SOPInstanceUID: sopUid(image), mask }])],
    });
    expect(Buffer.compare(masksIn(bytes).masks.get(`1 ${sopUid(image)}`) ?? mask.subarray(1), mask)).toBe(0);
    expect(dciodvfy(bytes).errors).toEqual([]);
  });

  it('a multi-frame source: frames are referred to by number', () => {
    const image = realImage('syntaxes/enhanced-mr/emri_small.dcm');
    const pixels = (getNumber(image, 'Rows') ?? 0) * (getNumber(image, 'Columns') ?? 0);
    const masks = [3, 7].map((FrameNumber) => ({
      SOPInstanceUID: sopUid(image),
      FrameNumber,
      mask: new Uint8Array(pixels).fill(1, 11, 99),
    }));
    const { bytes, segments } = encode({ source: [image], segments: [lesionSegment(masks)] });
    expect(segments[0]?.frames.map((frame) => frame.SourceFrameNumber).sort()).toEqual([3, 7]);
    expect(dciodvfy(bytes).errors).toEqual([]);
  });
});
