import fc from 'fast-check';
import { UIDS, dataset, element, greyPixels, item, part10, text } from '../test/dicom-bytes.js';
import { DicomParseError } from './dicom-parse-error.js';
import { parseDataset, parsePart10 } from './part10.js';

/** Either parses or throws the one error that callers know how to report. */
function parsesOrRefuses(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof DicomParseError)) throw error;
  }
}

const nested = { tag: 0x00081140, vr: 'SQ', value: item(element(text('ReferencedSOPInstanceUID', '1.9'))) };
const VALID = part10(
  dataset([
    text('SpecificCharacterSet', '\\ISO 2022 IR 87'),
    ...UIDS,
    nested,
    text('PatientName', 'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B'),
    { tag: 0x00091010, vr: 'UN', value: item(Buffer.alloc(0)) },
    ...greyPixels(2, 2, [1, 2, 3, 4]),
  ]),
);

describe('hostile bytes', () => {
  it('any mutation of a valid file parses or is refused', () => {
    const change = fc.record({ at: fc.nat(VALID.length - 1), byte: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), fc.nat(VALID.length), (changes, end) => {
        const bytes = Buffer.from(VALID);
        for (const { at, byte } of changes) bytes[at] = byte;
        parsesOrRefuses(() => parsePart10(bytes));
        parsesOrRefuses(() => parsePart10(bytes.subarray(0, end)));
      }),
      { numRuns: 3000 },
    );
  });

  it('any bytes at all parse or are refused, in every transfer syntax', () => {
    const syntax = fc.constantFrom(
      '1.2.840.10008.1.2',
      '1.2.840.10008.1.2.1',
      '1.2.840.10008.1.2.2',
      '1.2.840.10008.1.2.1.99',
      '1.2.840.10008.1.2.4.90',
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), syntax, (bytes, uid) => {
        parsesOrRefuses(() => parsePart10(bytes));
        parsesOrRefuses(() => parseDataset(bytes, uid, { requireUids: false }));
      }),
      { numRuns: 3000 },
    );
  });

  it('a million open items neither hang nor overflow the stack', () => {
    const open = Buffer.from('feff00e0ffffffff', 'hex');
    const start = element({ tag: 0x00091010, vr: 'UN', value: Buffer.alloc(0), length: 0xffffffff });
    const deep = Buffer.concat([start, ...Array<Buffer>(1_000_000).fill(open)]);
    const run = (): unknown => parseDataset(deep, '1.2.840.10008.1.2.1', { requireUids: false });
    expect(run).toThrow(DicomParseError);
    const chain = Buffer.concat(
      Array<Buffer>(200_000).fill(Buffer.concat([open, Buffer.from('09001010ffffffff', 'hex')])),
    );
    expect(() => parseDataset(Buffer.concat([start, chain]), '1.2.840.10008.1.2.1')).toThrow(DicomParseError);
  });

  it('a long run of zeros is read once, and zeros at the end are padding', () => {
    const zeros = Buffer.alloc(8_000_000);
    const body = dataset([...UIDS]);
    expect(parsePart10(part10(Buffer.concat([body, zeros]))).dataset['00000000']).toBeUndefined();
    parsesOrRefuses(() => parsePart10(part10(Buffer.concat([body, zeros, Buffer.from([1])]))));
  });
});
