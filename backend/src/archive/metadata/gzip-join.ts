/**
 * One gzip member out of texts that were compressed one by one (RFC 1951, RFC 1952): each is a run of deflate blocks
 * that ends on a byte and is not the last, so that runs can stand one behind the other.
 */
import { constants, crc32, deflateRawSync } from 'node:zlib';
import { combineCrc32 } from './crc32.js';

/** A text as a run of deflate blocks, with what the trailer of a gzip member needs. */
export interface Segment {
  deflated: Uint8Array;
  /** CRC-32 of the text. */
  crc: number;
  /** Bytes of the text. */
  length: number;
}

/** A header is a few kilobytes: what zlib sets up by default costs five times what it compresses in. */
const OPTIONS = { level: 1, windowBits: 13, memLevel: 5, finishFlush: constants.Z_SYNC_FLUSH };
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** The last block, empty: fixed codes, end of block. */
const LAST_BLOCK = Buffer.from([3, 0]);

export function segmentOf(text: string): Segment {
  const bytes = Buffer.from(text);
  const deflated = deflateRawSync(bytes, OPTIONS);
  return { deflated, crc: crc32(bytes), length: bytes.length };
}

/** The segments as a JSON array, `[` and `]` around and `,` between, as the chunks of one gzip member. */
export async function* gzipJsonArray(
  segments: AsyncIterable<Segment> | Iterable<Segment>,
): AsyncGenerator<Uint8Array> {
  let crc = 0;
  let length = 0;
  const add = (segment: Segment): Uint8Array => {
    crc = combineCrc32(crc, segment.crc, segment.length);
    length += segment.length;
    return segment.deflated;
  };
  yield HEADER;
  let mark = OPEN;
  for await (const segment of segments) {
    yield Buffer.concat([add(mark), add(segment)]);
    mark = COMMA;
  }
  if (mark === OPEN) yield add(OPEN);
  yield add(CLOSE);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc, 0);
  trailer.writeUInt32LE(length % 2 ** 32, 4);
  yield Buffer.concat([LAST_BLOCK, trailer]);
}

/** One character as a stored block. */
function stored(character: string): Segment {
  const bytes = Buffer.from(character);
  return { deflated: Buffer.from([0, 1, 0, 0xfe, 0xff, ...bytes]), crc: crc32(bytes), length: 1 };
}

const OPEN = stored('[');
const COMMA = stored(',');
const CLOSE = stored(']');
