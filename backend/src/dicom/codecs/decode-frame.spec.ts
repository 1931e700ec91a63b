import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { parsePart10 } from '../parse/part10.js';
import type { ParsedInstance } from '../parse/parsed-instance.js';
import {
  EXPLICIT_BE,
  EXPLICIT_LE,
  UIDS,
  dataset,
  greyPixels,
  item,
  part10,
  text,
  us,
  type TestElement,
} from '../test/dicom-bytes.js';
import { decodeFrame } from './decode-frame.js';
import { DicomDecodeError } from './dicom-decode-error.js';
import { encapsulatedFrame } from './frames.js';

const END = Buffer.from('feffdde000000000', 'hex');

function instance(elements: readonly TestElement[], uid?: string): [Buffer, ParsedInstance] {
  const file = part10(dataset([...UIDS, ...elements]), uid);
  return [file, parsePart10(file)];
}

/** The header of `greyPixels`, some values replaced, with encapsulated fragments. */
function encapsulated(
  header: readonly TestElement[],
  table: Buffer,
  fragments: readonly Buffer[],
  uid: string,
): [Buffer, ParsedInstance] {
  const value = Buffer.concat([item(table), ...fragments.map((fragment) => item(fragment)), END]);
  return instance([...header, { tag: 0x7fe00010, vr: 'OB', value, length: 0xffffffff }], uid);
}

function replace(elements: readonly TestElement[], ...changed: TestElement[]): TestElement[] {
  const kept = elements.filter(({ tag }) => changed.every((one) => one.tag !== tag));
  return [...kept, ...changed].sort((a, b) => a.tag - b.tag);
}

const pixelData = (value: Buffer, vr = 'OW'): TestElement => ({ tag: 0x7fe00010, vr, value });

async function failure(run: Promise<unknown>): Promise<string> {
  try {
    await run;
  } catch (error) {
    if (error instanceof DicomDecodeError) return error.code;
    throw error;
  }
  return 'decoded';
}

describe('native frames', () => {
  it('come as typed values in both byte orders', async () => {
    for (const layout of [EXPLICIT_LE, EXPLICIT_BE]) {
      const uid = layout === EXPLICIT_LE ? '1.2.840.10008.1.2.1' : '1.2.840.10008.1.2.2';
      const file = part10(dataset([...UIDS, ...greyPixels(2, 2, [1, 2, 3, 40000], [], layout)], layout), uid);
      const frame = await decodeFrame(file, parsePart10(file));
      expect(frame.pixels).toEqual(Uint16Array.of(1, 2, 3, 40000));
      expect(frame).toMatchObject({ rows: 2, columns: 2, bitsAllocated: 16, pixelRepresentation: 0 });
    }
  });

  it('are sign-extended from BitsStored, and bits above HighBit are dropped', async () => {
    const header = greyPixels(1, 2, [0x0fff, 0xf7ff]);
    const twelve = [us('BitsStored', [12]), us('HighBit', [11])];
    const [unsignedFile, unsigned] = instance(replace(header, ...twelve));
    expect((await decodeFrame(unsignedFile, unsigned)).pixels).toEqual(Uint16Array.of(4095, 2047));
    const [signedFile, signed] = instance(replace(header, ...twelve, us('PixelRepresentation', [1])));
    expect((await decodeFrame(signedFile, signed)).pixels).toEqual(Int16Array.of(-1, 2047));
  });

  it('of single bits are unpacked also where a frame starts inside a byte', async () => {
    const header = replace(
      greyPixels(1, 3, []),
      text('NumberOfFrames', '3'),
      ...['BitsAllocated', 'BitsStored'].map((keyword) => us(keyword, [1])),
      us('HighBit', [0]),
      pixelData(Buffer.from([0b10_011_101, 0b1])),
    );
    const [file, parsed] = instance(header);
    const frames = await Promise.all([0, 1, 2].map((index) => decodeFrame(file, parsed, index)));
    expect(frames.map(({ pixels }) => [...pixels])).toEqual([
      [1, 0, 1],
      [1, 1, 0],
      [0, 1, 1],
    ]);
  });

  it('in colour become interleaved RGB', async () => {
    const colour = (photometric: string, planar: number, bytes: number[]): TestElement[] =>
      replace(
        greyPixels(1, 2, []),
        us('SamplesPerPixel', [3]),
        text('PhotometricInterpretation', photometric),
        us('PlanarConfiguration', [planar]),
        ...['BitsAllocated', 'BitsStored'].map((keyword) => us(keyword, [8])),
        us('HighBit', [7]),
        pixelData(Buffer.from(bytes), 'OB'),
      );
    const decoded = async (elements: TestElement[]): Promise<number[]> => {
      const [file, parsed] = instance(elements);
      const frame = await decodeFrame(file, parsed);
      expect(frame).toMatchObject({
        photometricInterpretation: 'RGB',
        planarConfiguration: 0,
        samplesPerPixel: 3,
      });
      return [...frame.pixels];
    };
    expect(await decoded(colour('RGB', 1, [1, 2, 3, 4, 5, 6]))).toEqual([1, 3, 5, 2, 4, 6]);
    expect(await decoded(colour('YBR_FULL', 0, [76, 85, 255, 100, 128, 128]))).toEqual([
      254, 0, 0, 100, 100, 100,
    ]);
    expect(await decoded(colour('YBR_FULL_422', 0, [50, 60, 128, 128]))).toEqual([50, 50, 50, 60, 60, 60]);
  });

  it('are refused by number, shape and absence', async () => {
    const [file, parsed] = instance(greyPixels(1, 1, [7]));
    for (const index of [-1, 1, 0.5, Number.NaN]) {
      expect(await failure(decodeFrame(file, parsed, index))).toBe('NO_SUCH_FRAME');
    }
    const [bare, none] = instance([]);
    expect(await failure(decodeFrame(bare, none))).toBe('NO_PIXEL_DATA');
    const [odd, oddParsed] = instance(replace(greyPixels(1, 2, [1, 2]), us('BitsAllocated', [12])));
    expect(await failure(decodeFrame(odd, oddParsed))).toBe('UNSUPPORTED_PIXEL_FORMAT');
  });
});

describe('RLE', () => {
  /** Segments of literal runs only: high bytes, then low bytes. */
  function rle(samples: readonly number[]): Buffer {
    const literal = (bytes: number[]): Buffer => Buffer.from([bytes.length - 1, ...bytes]);
    const high = literal(samples.map((sample) => sample >> 8));
    const low = literal(samples.map((sample) => sample & 0xff));
    const header = Buffer.alloc(64);
    header.writeUInt32LE(2, 0);
    header.writeUInt32LE(64, 4);
    header.writeUInt32LE(64 + high.length, 8);
    const frame = Buffer.concat([header, high, low]);
    return frame.length % 2 === 0 ? frame : Buffer.concat([frame, Buffer.from([0])]);
  }
  const RLE = '1.2.840.10008.1.2.5';
  const header = greyPixels(1, 4, []).slice(0, -1);

  it('decodes any samples back', async () => {
    const sample = fc.integer({ min: 0, max: 65535 });
    await fc.assert(
      fc.asyncProperty(fc.array(sample, { minLength: 4, maxLength: 4 }), async (samples) => {
        const [file, parsed] = encapsulated(header, Buffer.alloc(0), [rle(samples)], RLE);
        expect([...(await decodeFrame(file, parsed)).pixels]).toEqual(samples);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses frames that are cut off or of another shape', async () => {
    const whole = rle([1, 2, 3, 4]);
    for (const bad of [whole.subarray(0, 70), whole.subarray(0, 20), Buffer.alloc(64)]) {
      const [file, parsed] = encapsulated(header, Buffer.alloc(0), [bad], RLE);
      expect(await failure(decodeFrame(file, parsed))).toBe('CORRUPT_FRAME');
    }
  });
});

describe('finding encapsulated frames', () => {
  const two = greyPixels(1, 2, [], [text('NumberOfFrames', '2')]).slice(0, -1);
  const jpeg = (letter: string): Buffer =>
    Buffer.from(`ffd8ffe0${Buffer.from(letter.repeat(4)).toString('hex')}`, 'hex');
  const more = Buffer.from('more');
  const BASELINE = '1.2.840.10008.1.2.4.50';

  it('joins the fragments that the offset table gives to a frame', () => {
    const table = Buffer.alloc(8);
    table.writeUInt32LE(16 + 12, 4);
    const [file, parsed] = encapsulated(two, table, [jpeg('a'), more, jpeg('b')], BASELINE);
    expect(Buffer.from(encapsulatedFrame(file, parsed, 0))).toEqual(Buffer.concat([jpeg('a'), more]));
    expect(Buffer.from(encapsulatedFrame(file, parsed, 1))).toEqual(jpeg('b'));
  });

  it('scans for starts of codestreams without a table, or with one that fits no fragment', () => {
    for (const table of [Buffer.alloc(0), Buffer.from('00000000ffff0000', 'hex')]) {
      const [file, parsed] = encapsulated(two, table, [jpeg('a'), more, jpeg('b'), more], BASELINE);
      expect(Buffer.from(encapsulatedFrame(file, parsed, 1))).toEqual(Buffer.concat([jpeg('b'), more]));
    }
  });

  it('follows the extended offset table, and cuts padding by its lengths', () => {
    const numbers = (values: bigint[]): Buffer => Buffer.from(BigUint64Array.from(values).buffer);
    const extended = [
      { tag: 0x7fe00001, vr: 'OV', value: numbers([0n, 16n]) },
      { tag: 0x7fe00002, vr: 'OV', value: numbers([8n, 7n]) },
    ];
    const [file, parsed] = encapsulated(
      [...two, ...extended],
      Buffer.alloc(0),
      [jpeg('a'), jpeg('b')],
      BASELINE,
    );
    expect(encapsulatedFrame(file, parsed, 1)).toHaveLength(7);
  });

  it('gives a single frame all fragments without copying a single one', () => {
    const one = two.filter(({ tag }) => tag !== 0x00280008);
    const [file, parsed] = encapsulated(one, Buffer.alloc(0), [jpeg('a')], BASELINE);
    expect(encapsulatedFrame(file, parsed, 0).buffer).toBe(file.buffer);
    const [both, parsedBoth] = encapsulated(one, Buffer.alloc(0), [jpeg('a'), more], BASELINE);
    expect(encapsulatedFrame(both, parsedBoth, 0)).toHaveLength(12);
  });

  it('says so where fragments cannot be dealt out', async () => {
    const [file, parsed] = encapsulated(two, Buffer.alloc(0), [jpeg('a'), more, more], BASELINE);
    expect(() => encapsulatedFrame(file, parsed, 0)).toThrow(DicomDecodeError);
    expect(await failure(decodeFrame(file, parsed, 0))).toBe('CORRUPT_FRAME');
  });
});

describe('codec guards', () => {
  const header = greyPixels(1, 2, []).slice(0, -1);

  it('inflates deflated frames', async () => {
    const frame = deflateRawSync(Buffer.from('01000200', 'hex'));
    const [file, parsed] = encapsulated(header, Buffer.alloc(0), [frame], '1.2.840.10008.1.2.8.1');
    expect((await decodeFrame(file, parsed)).pixels).toEqual(Uint16Array.of(1, 2));
  });

  it('refuses rubbish in every compressed syntax, and syntaxes that it cannot decode', async () => {
    const rubbish = Buffer.from('ffd8ffc0000b080001000201011100ffda0008010100003f00deadbeef', 'hex');
    for (const suffix of [
      '4.50',
      '4.51',
      '4.57',
      '4.70',
      '4.80',
      '4.81',
      '4.90',
      '4.91',
      '4.201',
      '5',
      '8.1',
    ]) {
      const [file, parsed] = encapsulated(
        header,
        Buffer.alloc(0),
        [Buffer.alloc(200, 3)],
        `1.2.840.10008.1.2.${suffix}`,
      );
      expect(await failure(decodeFrame(file, parsed))).toBe('CORRUPT_FRAME');
    }
    const [file, parsed] = encapsulated(header, Buffer.alloc(0), [rubbish], '1.2.840.10008.1.2.4.102');
    expect(await failure(decodeFrame(file, parsed))).toBe('UNSUPPORTED_TRANSFER_SYNTAX');
  });
});
