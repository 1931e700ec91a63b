import { deflateRawSync } from 'node:zlib';
import { getNumber, getNumbers, getPersonName, getSequence, getString, getStrings } from '../json/getters.js';
import {
  EXPLICIT_BE,
  EXPLICIT_LE,
  IMPLICIT_LE,
  UIDS,
  dataset,
  element,
  greyPixels,
  item,
  part10,
  text,
  us,
  type TestElement,
} from '../test/dicom-bytes.js';
import { binaryValue } from './bulk-data.js';
import { parseBulkReference } from './bulk-reference.js';
import { DicomParseError, type DicomParseErrorCode } from './dicom-parse-error.js';
import { contentDigest } from './digest.js';
import { parseDataset, parsePart10 } from './part10.js';

function failure(run: () => unknown): DicomParseError {
  try {
    run();
  } catch (error) {
    if (error instanceof DicomParseError) return error;
    throw error;
  }
  throw new Error('it parsed');
}

function code(run: () => unknown): DicomParseErrorCode {
  return failure(run).code;
}

const SEQUENCE = 0x00081140;

describe('parsePart10', () => {
  it('reads one dataset the same in every native encoding', () => {
    const elements = (layout: typeof EXPLICIT_LE): TestElement[] => [
      ...UIDS,
      text('PatientName', 'Doe^Jane'),
      text('PixelSpacing', '0.5\\0.25'),
      ...greyPixels(2, 2, [1, 2, 3, 40000], [], layout),
    ];
    const explicit = parsePart10(part10(dataset(elements(EXPLICIT_LE))));
    const implicit = parsePart10(part10(dataset(elements(IMPLICIT_LE), IMPLICIT_LE), '1.2.840.10008.1.2'));
    const big = parsePart10(part10(dataset(elements(EXPLICIT_BE), EXPLICIT_BE), '1.2.840.10008.1.2.2'));
    const deflated = parsePart10(
      part10(deflateRawSync(dataset(elements(EXPLICIT_LE))), '1.2.840.10008.1.2.1.99'),
    );
    for (const parsed of [explicit, implicit, big, deflated]) {
      expect(getString(parsed.dataset, 'StudyInstanceUID')).toBe('1.2.3');
      expect(getPersonName(parsed.dataset, 'PatientName')).toEqual({ Alphabetic: 'Doe^Jane' });
      expect(getNumbers(parsed.dataset, 'PixelSpacing')).toEqual([0.5, 0.25]);
      expect(getNumber(parsed.dataset, 'Rows')).toBe(2);
      expect(parsed.pixelData).toMatchObject({ length: 8, encapsulated: false });
    }
  });

  it('points to the pixels instead of copying them', () => {
    const file = part10(dataset([...UIDS, ...greyPixels(1, 2, [0x1234, 0x5678])]));
    const parsed = parsePart10(file);
    const uri = parsed.dataset['7FE00010']?.BulkDataURI ?? '';
    expect(parseBulkReference(uri)).toEqual({ offset: file.length - 4, length: 4 });
    expect(binaryValue(file, parsed, parsed.dataset['7FE00010'])).toEqual(Buffer.from('34127856', 'hex'));
    expect(parsed.datasetOffset).toBe(file.indexOf(dataset([...UIDS])));
  });

  it('keeps binary values up to 1 KiB inline and leaves longer ones in the file', () => {
    const ob = (length: number): TestElement => ({
      tag: 0x00091010,
      vr: 'OB',
      value: Buffer.alloc(length, 7),
    });
    const inline = parsePart10(part10(dataset([...UIDS, ob(1024)]))).dataset['00091010'];
    expect(inline?.InlineBinary).toBe(Buffer.alloc(1024, 7).toString('base64'));
    const outside = parsePart10(part10(dataset([...UIDS, ob(1026)]))).dataset['00091010'];
    expect(outside).toEqual({
      vr: 'OB',
      BulkDataURI: expect.stringMatching(/^\?offset=\d+&length=1026$/) as string,
    });
  });

  it('tolerates a meta group without group length, and one without preamble', () => {
    const meta = dataset([text('TransferSyntaxUID', '1.2.840.10008.1.2.1')]);
    const body = dataset([...UIDS]);
    const withoutLength = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), meta, body]);
    expect(parsePart10(withoutLength).transferSyntaxUid).toBe('1.2.840.10008.1.2.1');
    expect(getString(parsePart10(Buffer.concat([meta, body])).dataset, 'SOPInstanceUID')).toBe('1.2.3.4');
  });

  it.each([
    ['explicit little endian', EXPLICIT_LE, '1.2.840.10008.1.2.1'],
    ['implicit little endian', IMPLICIT_LE, '1.2.840.10008.1.2'],
    ['explicit big endian', EXPLICIT_BE, '1.2.840.10008.1.2.2'],
  ])('recognises a bare dataset in %s', (_name, layout, uid) => {
    expect(parsePart10(dataset([...UIDS], layout)).transferSyntaxUid).toBe(uid);
  });

  it('trusts the bytes where the meta group declares implicit VR over an explicit dataset', () => {
    const parsed = parsePart10(part10(dataset([...UIDS]), '1.2.840.10008.1.2'));
    expect(parsed.transferSyntaxUid).toBe('1.2.840.10008.1.2');
    expect(parsed.encoding.explicitVR).toBe(true);
    expect(getString(parsed.dataset, 'StudyInstanceUID')).toBe('1.2.3');
  });

  it('reads sequences of defined and undefined length, empty items, and sequences inside UN', () => {
    const content = element(text('ReferencedSOPInstanceUID', '1.9'));
    const defined = { tag: SEQUENCE, vr: 'SQ', value: Buffer.concat([item(content), item(Buffer.alloc(0))]) };
    const parsed = parsePart10(part10(dataset([...UIDS, defined])));
    const items = getSequence(parsed.dataset, 'ReferencedImageSequence');
    expect(items.map((one) => getString(one, 'ReferencedSOPInstanceUID'))).toEqual(['1.9', undefined]);

    const delimiters = Buffer.from('feff0de000000000feffdde000000000', 'hex');
    const implicit = element(text('ReferencedSOPInstanceUID', '1.8'), IMPLICIT_LE);
    const open = element({ tag: 0xfffee000, vr: '', value: implicit, length: 0xffffffff });
    const unknown = {
      tag: 0x00091010,
      vr: 'UN',
      value: Buffer.concat([open, delimiters]),
      length: 0xffffffff,
    };
    const inside = parsePart10(part10(dataset([...UIDS, unknown]))).dataset['00091010'];
    expect(inside?.vr).toBe('SQ');
    expect(inside?.Value).toEqual([{ '00081155': { vr: 'UI', Value: ['1.8'] } }]);
  });

  it('gives public elements written as UN the VR of the dictionary and keeps private ones', () => {
    const patient = { ...text('PatientID', 'P1'), vr: 'UN' };
    const parsed = parsePart10(
      part10(dataset([...UIDS, { tag: 0x00090010, vr: 'LO', value: Buffer.from('ACME') }, patient])),
    );
    expect(parsed.dataset['00100020']).toEqual({ vr: 'LO', Value: ['P1'] });
    expect(parsed.dataset['00090010']).toEqual({ vr: 'LO', Value: ['ACME'] });
  });

  it('keeps malformed decimal strings as text and empty values in their places', () => {
    const parsed = parsePart10(
      part10(dataset([...UIDS, text('PixelSpacing', '1,5\\\\2 '), text('PatientID', ' ')])),
    );
    expect(parsed.dataset['00280030']).toEqual({ vr: 'DS', Value: ['1,5', null, 2] });
    expect(parsed.dataset['00100020']).toEqual({ vr: 'LO' });
    expect(getStrings(parsed.dataset, 'PixelSpacing')).toEqual(['1,5', '', '2']);
  });

  it('reads SS or US by PixelRepresentation in implicit VR', () => {
    const padding = (signed: number): number | undefined => {
      const elements = [...UIDS, us('PixelRepresentation', [signed]), us('PixelPaddingValue', [0x8000])];
      const file = part10(dataset(elements, IMPLICIT_LE), '1.2.840.10008.1.2');
      return getNumber(parsePart10(file).dataset, 'PixelPaddingValue');
    };
    expect([padding(0), padding(1)]).toEqual([32768, -32768]);
  });

  it('finds fragments by their lengths, whatever delimiters their bytes hold', () => {
    const trap = Buffer.from('feffdde000000000', 'hex');
    const end = Buffer.from('feffdde000000000', 'hex');
    const value = Buffer.concat([item(Buffer.alloc(0)), item(trap), end]);
    const pixels = { tag: 0x7fe00010, vr: 'OB', value, length: 0xffffffff };
    const parsed = parsePart10(part10(dataset([...UIDS, pixels]), '1.2.840.10008.1.2.4.90'));
    expect(parsed.pixelData?.fragments.map(({ length }) => length)).toEqual([8]);
  });
});

describe('refusal', () => {
  it('says NOT_DICOM of anything else', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('%PDF-1.7 and so on'), Buffer.alloc(4000, 0x20)]) {
      expect(code(() => parsePart10(bytes))).toBe('NOT_DICOM');
    }
  });

  it('says TRUNCATED wherever a file is cut inside its elements', () => {
    const file = part10(dataset([...UIDS, ...greyPixels(4, 4, Array<number>(16).fill(9))]));
    for (const cut of [1, 7, 31, 33, 40]) {
      expect(code(() => parsePart10(file.subarray(0, file.length - cut)))).toBe('TRUNCATED');
    }
  });

  it('says TRUNCATED of pixel data that is shorter than the header announces', () => {
    const file = part10(dataset([...UIDS, ...greyPixels(4, 4, Array<number>(15).fill(9))]));
    const error = failure(() => parsePart10(file));
    expect(error.code).toBe('TRUNCATED');
    expect(error.message).toContain('30 bytes');
    expect(error.message).toContain('need 32');
  });

  it('says TRUNCATED of compressed frames without their delimiter, and of fewer fragments than frames', () => {
    const fragments = Buffer.concat([item(Buffer.alloc(0)), item(Buffer.alloc(4))]);
    const pixels = { tag: 0x7fe00010, vr: 'OB', value: fragments, length: 0xffffffff };
    const open = dataset([...UIDS, pixels]);
    expect(code(() => parsePart10(part10(open, '1.2.840.10008.1.2.4.90')))).toBe('TRUNCATED');
    const shape = greyPixels(1, 1, [0], [text('NumberOfFrames', '2')]).slice(0, -1);
    const closed = { ...pixels, value: Buffer.concat([fragments, Buffer.from('feffdde000000000', 'hex')]) };
    const two = dataset([...UIDS, ...shape, closed]);
    expect(code(() => parsePart10(part10(two, '1.2.840.10008.1.2.4.90')))).toBe('TRUNCATED');
  });

  it('names the UIDs that are missing, and lets the caller do without', () => {
    const file = part10(dataset(UIDS.slice(0, 3)));
    expect(failure(() => parsePart10(file))).toMatchObject({
      code: 'MISSING_UID',
      message: expect.stringContaining('SeriesInstanceUID') as string,
    });
    expect(parsePart10(file, { requireUids: false }).fileMeta['00020010']?.vr).toBe('UI');
  });

  it('says UNSUPPORTED_TRANSFER_SYNTAX of one it does not know', () => {
    expect(code(() => parsePart10(part10(dataset([...UIDS]), '1.2.3.4.5')))).toBe(
      'UNSUPPORTED_TRANSFER_SYNTAX',
    );
  });

  it('says CORRUPT of sequences without end and of lengths that leave their item', () => {
    let nested: Buffer = Buffer.alloc(0);
    for (let depth = 0; depth < 200; depth += 1) {
      nested = element({ tag: SEQUENCE, vr: 'SQ', value: item(nested) });
    }
    expect(code(() => parsePart10(part10(Buffer.concat([dataset([...UIDS]), nested]))))).toBe('CORRUPT');
    const greedy = item(element({ ...text('PatientID', 'AB'), length: 20 }));
    const body = [
      ...UIDS,
      { tag: SEQUENCE, vr: 'SQ', value: greedy },
      text('StudyDescription', 'x'.repeat(60)),
    ];
    expect(code(() => parsePart10(part10(dataset(body))))).toBe('CORRUPT');
  });

  it('does not inflate beyond its limit', () => {
    const bomb = deflateRawSync(Buffer.concat([dataset([...UIDS]), Buffer.alloc(1_000_000)]));
    const file = part10(bomb, '1.2.840.10008.1.2.1.99');
    expect(code(() => parsePart10(file, { maxInflatedBytes: 10_000 }))).toBe('CORRUPT');
    expect(code(() => parsePart10(file.subarray(0, file.length - 20)))).toBe('TRUNCATED');
  });
});

describe('contentDigest', () => {
  it('is the same over C-STORE and with any meta group, and changes with the dataset', async () => {
    const body = dataset([...UIDS]);
    const file = part10(body);
    const other = Buffer.concat([
      file.subarray(0, 132),
      element(text('ImplementationVersionName', 'X')),
      file.subarray(144),
    ]);
    const bare = await contentDigest(body, parseDataset(body, '1.2.840.10008.1.2.1'));
    expect(await contentDigest(file, parsePart10(file))).toBe(bare);
    expect(await contentDigest(other, parsePart10(other))).toBe(bare);
    const changed = dataset([...UIDS, us('Rows', [1])]);
    expect(await contentDigest(changed, parseDataset(changed, '1.2.840.10008.1.2.1'))).not.toBe(bare);
  });
});
