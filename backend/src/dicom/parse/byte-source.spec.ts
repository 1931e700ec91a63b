import { createHash } from 'node:crypto';
import { describeReal, realFile, realFiles } from '../../../test/real-studies.js';
import { canDecode, decodeFrame } from '../codecs/decode-frame.js';
import { DicomDecodeError } from '../codecs/dicom-decode-error.js';
import { dataset, greyPixels, part10, text, UIDS } from '../test/dicom-bytes.js';
import { ByteReader, pieces, type ByteSource } from './byte-source.js';
import { contentDigest } from './digest.js';
import { DicomParseError } from './dicom-parse-error.js';
import { parsePart10 } from './part10.js';

/** A source that hands out copies, as a file does. */
class Copies implements ByteSource {
  largestRead = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get length(): number {
    return this.bytes.length;
  }

  read(start: number, end: number): Buffer {
    if (start < 0 || end > this.length || start > end) throw new RangeError(`${start} to ${end}`);
    this.largestRead = Math.max(this.largestRead, end - start);
    return Buffer.from(this.bytes.subarray(start, end));
  }
}

const outcomeOf = (source: Uint8Array | ByteSource): unknown => {
  try {
    return parsePart10(source);
  } catch (error) {
    if (error instanceof DicomParseError) return [error.code, error.message];
    throw error;
  }
};

describe('ByteReader', () => {
  it('reads across the edges of its window as from memory', () => {
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7) % 251));
    const reader = new ByteReader(new Copies(bytes), true);
    for (const at of [0, 65_534, 65_535, 65_536, 131_071, 3, 199_996]) {
      expect(reader.uint32(at)).toBe(bytes.readUInt32LE(at));
      expect(reader.bytes(at, at + 4)).toEqual(bytes.subarray(at, at + 4));
    }
    expect(reader.bytes(10, 150_010)).toEqual(bytes.subarray(10, 150_010));
    expect(() => reader.uint16(199_999)).toThrow(RangeError);
  });

  it('hands a stretch out in pieces that make it up', () => {
    const bytes = Buffer.alloc(9_000_001, 'abc');
    const parts = [...pieces(new Copies(bytes), 5, bytes.length)];
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.slice(0, -1).every((part) => part.length % 8 === 0)).toBe(true);
    expect(Buffer.concat(parts).equals(bytes.subarray(5))).toBe(true);
  });
});

describe('a large instance in a file', () => {
  it('is parsed through small windows: its pixels are not read', () => {
    const pixels = Array.from({ length: 2048 * 1024 }, () => 7);
    const file = part10(dataset([...UIDS, text('PatientName', 'A^B'), ...greyPixels(2048, 1024, pixels)]));
    const source = new Copies(file);
    expect(outcomeOf(source)).toEqual(outcomeOf(file));
    expect(source.largestRead).toBeLessThanOrEqual(64 * 1024);
  });

  it('with zeros after the dataset is read to the padding', () => {
    const file = part10(dataset([...UIDS, text('PatientName', 'A^B')]));
    const padded = Buffer.concat([file, Buffer.alloc(200_000)]);
    expect(outcomeOf(new Copies(padded))).toEqual(outcomeOf(padded));
  });
});

describeReal('the real files through a source', () => {
  it.each(realFiles())('%s is what it is in memory', async (path) => {
    const bytes = realFile(path);
    const source = new Copies(bytes);
    expect(outcomeOf(source)).toEqual(outcomeOf(bytes));
    if (outcomeOf(bytes) instanceof Array) return;
    const parsed = parsePart10(bytes);
    expect(await contentDigest(source, parsed)).toBe(await contentDigest(bytes, parsed));
    if (!path.startsWith('syntaxes/') || !parsed.pixelData || !canDecode(parsed.transferSyntaxUid)) return;
    const frame = (from: Uint8Array | ByteSource) =>
      decodeFrame(from, parsed).then(
        ({ pixels }) => createHash('sha256').update(new Uint8Array(pixels.buffer)).digest('hex'),
        (error: unknown) => (error instanceof DicomDecodeError ? error.code : Promise.reject(error as Error)),
      );
    expect(await frame(source)).toEqual(await frame(bytes));
  });
});
