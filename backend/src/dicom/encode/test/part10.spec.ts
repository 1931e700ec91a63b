import { getString } from '../../json/getters.js';
import { parsePart10 } from '../../parse/part10.js';
import { datasetOf } from '../dataset.js';
import { IMPLEMENTATION_CLASS_UID, fileHeader, wrapDataset, writePart10 } from '../part10.js';
import { isValidUid, uidFrom } from '../uid.js';
import { decimalString, valueProblem } from '../value-check.js';
import { ctSlice } from './samples.js';

const META = {
  sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
  sopInstanceUid: '1.2.3.04',
  transferSyntaxUid: '1.2.840.10008.1.2.4.90',
  sourceAeTitle: 'CT1',
};

describe('uidFrom', () => {
  it('gives a valid UID, the same for the same names and another for any other split of them', () => {
    expect(uidFrom('a', 'b')).toMatch(/^2\.25\.[1-9]\d{30,38}$/);
    expect(isValidUid(uidFrom('a', 'b'))).toBe(true);
    expect(uidFrom('a', 'b')).toBe(uidFrom('a', 'b'));
    expect(
      new Set([uidFrom('a', 'bc'), uidFrom('ab', 'c'), uidFrom('abc'), uidFrom('a', 'b', 'c')]).size,
    ).toBe(4);
  });

  it('never changes for our implementation class', () => {
    expect(IMPLEMENTATION_CLASS_UID).toBe('2.25.204872116036206805915298029094283405739');
  });

  it.each(['1.02.3', '', '1..2', '1.2.', 'a.1', '3.1', `1.${'2'.repeat(64)}`])(
    'isValidUid refuses "%s"',
    (uid) => {
      expect(isValidUid(uid)).toBe(false);
    },
  );
});

describe('wrapDataset', () => {
  it('puts a header before bytes that it leaves alone, whatever they are', () => {
    const dataset = Uint8Array.of(8, 0, 5, 0, 67, 83, 0, 0, 1, 2, 3);
    const file = wrapDataset(dataset, META);
    expect(Buffer.from(file.subarray(128, 132)).toString()).toBe('DICM');
    expect(file.subarray(-dataset.length)).toEqual(dataset);
    expect(file.subarray(0, -dataset.length)).toEqual(fileHeader(META));
  });

  it.each([undefined, 'CT1', 'ODD4'])('writes the header that dcmjs writes (of %s)', (sourceAeTitle) => {
    const meta = {
      ...META,
      sopInstanceUid: '1.2.3',
      transferSyntaxUid: '1.2.840.10008.1.2.1',
      sourceAeTitle,
    };
    const uids = datasetOf({ SOPClassUID: meta.sopClassUid, SOPInstanceUID: meta.sopInstanceUid });
    const file = writePart10(uids, sourceAeTitle ? { sourceAeTitle } : {});
    const header = Buffer.from(fileHeader(meta));
    expect(Buffer.from(file.subarray(0, header.length)).equals(header)).toBe(true);
    expect(file.length - header.length).toBe(48);
  });

  it('says in the header what was received, from whom and that we wrote it', () => {
    const file = wrapDataset(new Uint8Array(), { ...META, transferSyntaxUid: '1.2.840.10008.1.2.1' });
    const { fileMeta } = parsePart10(file, { requireUids: false });
    expect(getString(fileMeta, 'MediaStorageSOPInstanceUID')).toBe('1.2.3.04');
    expect(getString(fileMeta, 'SourceApplicationEntityTitle')).toBe('CT1');
    expect(getString(fileMeta, 'ImplementationVersionName')).toBe('FIRSTREAD_0');
    expect(getString(fileMeta, 'ImplementationClassUID')).toBe(IMPLEMENTATION_CLASS_UID);
  });

  it('refuses what is no UID', () => {
    expect(() => wrapDataset(new Uint8Array(), { ...META, sopInstanceUid: '1.2/3' })).toThrow(
      '"1.2/3" is not a UID',
    );
  });
});

describe('writePart10', () => {
  it('reads back as what was written', () => {
    const source = ctSlice(0, { PatientName: 'Änne^Ö', StudyDescription: 'Schädel' });
    const { dataset } = parsePart10(
      writePart10({ ...source, ...datasetOf({ SpecificCharacterSet: 'ISO_IR 100' }) }),
    );
    expect(dataset).toEqual({
      ...source,
      ...datasetOf({ SpecificCharacterSet: 'ISO_IR 192' }),
      ...numbers(dataset),
    });
  });

  it('refuses a dataset without SOP Instance UID', () => {
    expect(() => writePart10(datasetOf({ SOPClassUID: META.sopClassUid }))).toThrow('SOPInstanceUID');
  });

  /** Decimal strings come back as numbers: compared by value. */
  function numbers(dataset: ReturnType<typeof ctSlice>): ReturnType<typeof ctSlice> {
    const decimal = Object.entries(dataset).filter(([, { vr }]) => vr === 'DS' || vr === 'IS');
    const source = ctSlice(0);
    for (const [tag, { Value }] of decimal)
      expect(Value?.map(Number)).toEqual(source[tag]?.Value?.map(Number));
    return Object.fromEntries(decimal);
  }
});

describe('datasetOf', () => {
  it.each([
    ['a word that is no keyword', { PatientNam: 'X' }, 'not a DICOM keyword'],
    ['a value too long', { SeriesDescription: 'x'.repeat(65) }, 'SeriesDescription'],
    ['a backslash', { PatientID: 'a\\b' }, 'backslash'],
    ['a control character', { PatientID: 'a\nb' }, 'control character'],
    ['lower case in a code string', { Modality: 'ct' }, 'CS'],
    ['a fraction as integer', { Rows: 1.5 }, 'not an integer'],
    ['an integer out of range', { Rows: 65536 }, 'outside'],
    ['a number that is none', { SliceThickness: Number.NaN }, 'finite'],
    ['a date that is none', { StudyDate: '20261301' }, 'DA'],
    ['text for a sequence', { SegmentSequence: 'x' }, 'takes items'],
    ['an item for text', { PatientID: { x: 1 } }, 'takes no item'],
  ])('refuses %s', (_name, attributes, message) => {
    expect(() => datasetOf(attributes as Parameters<typeof datasetOf>[0])).toThrow(message);
  });
});

describe('decimalString', () => {
  it.each([
    5,
    -125,
    0.48828125,
    -123.5404569,
    1 / 3,
    -1e-7 / 3,
    123456789.123456789,
    1e21 / 7,
    Number.MIN_VALUE,
  ])('writes %s in 16 characters, as near as they allow', (value) => {
    const text = decimalString(value);
    expect(text.length).toBeLessThanOrEqual(16);
    expect(valueProblem('DS', text)).toBeUndefined();
    expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-8);
  });
});
