/** Where the bytes of an instance lie: in memory, or in a file of which only what is asked for is read. */

/** Bytes that are looked at here and there. */
export interface ByteSource {
  readonly length: number;
  /** The bytes from `start` up to `end`, both inside; a view or a copy, so do not write into them. */
  read(start: number, end: number): Buffer;
}

/** What functions of this library take as the bytes of an instance. */
export type InstanceBytes = Uint8Array | ByteSource;

/** The bytes as a source; memory is looked at in place. */
export function sourceOf(bytes: InstanceBytes): ByteSource {
  return bytes instanceof Uint8Array ? new MemorySource(bytes) : bytes;
}

class MemorySource implements ByteSource {
  private readonly buffer: Buffer;

  constructor(bytes: Uint8Array) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.buffer.length;
  }

  /** A view. */
  read(start: number, end: number): Buffer {
    return this.buffer.subarray(start, end);
  }
}

/** Longer sources than this are read through a window of this many bytes. */
const WINDOW = 64 * 1024;
/** Long values are handled in pieces of this many bytes. */
const PIECE = 4 * 1024 * 1024;

/** Integers and short stretches of a source, through a window that moves along. */
export class ByteReader {
  private window: Buffer;
  private start = 0;

  constructor(
    readonly source: ByteSource,
    readonly littleEndian: boolean,
  ) {
    const whole = source instanceof MemorySource || source.length <= WINDOW;
    this.window = source.read(0, whole ? source.length : WINDOW);
  }

  get length(): number {
    return this.source.length;
  }

  byte(offset: number): number {
    const at = this.at(offset, 1);
    return this.window[at] as number;
  }

  uint16(offset: number): number {
    const at = this.at(offset, 2);
    return this.littleEndian ? this.window.readUInt16LE(at) : this.window.readUInt16BE(at);
  }

  uint32(offset: number): number {
    const at = this.at(offset, 4);
    return this.littleEndian ? this.window.readUInt32LE(at) : this.window.readUInt32BE(at);
  }

  tag(offset: number): number {
    return ((this.uint16(offset) << 16) | this.uint16(offset + 2)) >>> 0;
  }

  /** The bytes from `start` up to `end`: see {@link ByteSource.read}. */
  bytes(start: number, end: number): Buffer {
    if (end - start > WINDOW) return this.source.read(start, end);
    const at = this.at(start, end - start);
    return this.window.subarray(at, at + end - start);
  }

  /** Position of `offset` in a window that holds `count` bytes from it. */
  private at(offset: number, count: number): number {
    if (offset < this.start || offset + count > this.start + this.window.length) this.move(offset, count);
    return offset - this.start;
  }

  private move(offset: number, count: number): void {
    if (offset + count > this.source.length) throw new RangeError(`Byte ${offset} is outside the data`);
    this.window = this.source.read(offset, Math.min(this.source.length, offset + WINDOW));
    this.start = offset;
  }
}

/** The bytes from `start` up to `end`, a piece at a time; a piece is a multiple of eight bytes but for the last. */
export function* pieces(source: ByteSource, start: number, end: number): Generator<Buffer> {
  for (let at = start; at < end; at += PIECE) yield source.read(at, Math.min(end, at + PIECE));
}
