import { deflateRawSync } from 'node:zlib';
import { decodeFrame } from '../../codecs/decode-frame.js';
import { getNumber } from '../../json/getters.js';
import { parsePart10 } from '../../parse/part10.js';
import { UIDS, dataset, item, part10, text, us, type TestElement } from '../../test/dicom-bytes.js';
import { packBits } from '../bit-packing.js';
import { toExplicitLittleEndian } from '../transcode.js';

const [RLE, DEFLATED] = ['1.2.840.10008.1.2.5', '1.2.840.10008.1.2.8.1'];

/** One segment of literal bytes (PS3.5 Annex G). */
function rle(bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(64);
  head.writeUInt32LE(1, 0);
  head.writeUInt32LE(64, 4);
  return Buffer.concat([head, Buffer.from([bytes.length - 1]), bytes]);
}

/** Ten frames of 3 x 5 single bits, which do not end with a byte. */
const masks = Array.from({ length: 10 }, (_, frame) =>
  Uint8Array.from({ length: 15 }, (_, pixel) => Number((pixel * 7 + frame * 3) % 4 === 0)),
);

function singleBits(uid: string, compress: (packed: Uint8Array) => Buffer): Buffer {
  const fragments = masks.map((mask) => item(compress(packBits([mask]))));
  const value = Buffer.concat([item(Buffer.alloc(0)), ...fragments, Buffer.from('feffdde000000000', 'hex')]);
  const elements: TestElement[] = [
    us('SamplesPerPixel', [1]),
    text('PhotometricInterpretation', 'MONOCHROME2'),
    text('NumberOfFrames', '10'),
    us('Rows', [3]),
    us('Columns', [5]),
    us('BitsAllocated', [1]),
    us('BitsStored', [1]),
    us('HighBit', [0]),
    us('PixelRepresentation', [0]),
    { tag: 0x7fe00010, vr: 'OB', value, length: 0xffffffff },
  ];
  return part10(dataset([...UIDS, ...elements]), uid);
}

describe('compressed single bits, written anew', () => {
  it.each([
    ['RLE', RLE, rle],
    ['deflated frames', DEFLATED, deflateRawSync],
  ] as const)('follow one another across frames: %s', async (_, uid, compress) => {
    const bytes = singleBits(uid, compress);
    const written = Buffer.from(await toExplicitLittleEndian(bytes, parsePart10(bytes)));
    const parsed = parsePart10(written);
    expect([parsed.transferSyntaxUid, getNumber(parsed.dataset, 'BitsAllocated')]).toEqual([
      '1.2.840.10008.1.2.1',
      1,
    ]);
    for (const [frame, mask] of masks.entries())
      expect(Uint8Array.from((await decodeFrame(written, parsed, frame)).pixels)).toEqual(mask);
  });
});
