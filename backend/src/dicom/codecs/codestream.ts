/** What the header of a compressed frame says, read before any decoder is trusted with it. */

/** Frame header of a JPEG, JPEG-LS or JPEG 2000 codestream. */
export interface CodestreamInfo {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Bits per sample of the first component. */
  readonly precision: number;
  /** JPEG 2000 only: samples of the codestream are two's complement. */
  readonly signed: boolean;
  /** JPEG: low half of the start-of-frame marker (3 is lossless, 0xF7 JPEG-LS); JPEG 2000: 0x51 (SIZ). */
  readonly startOfFrame: number;
  /** The decoder undoes a colour transform that the codestream itself declares. */
  readonly colourTransform: boolean | undefined;
}

const SOI = 0xffd8;
const J2K_START = 0xff4fff51;
const JP2_SIGNATURE = 0x6a502020;

/** True where a JPEG, JPEG-LS, JPEG 2000 codestream or a JP2 file starts. */
export function startsCodestream(bytes: Buffer): boolean {
  if (bytes.length < 8) return false;
  return (
    bytes.readUInt16BE(0) === SOI ||
    bytes.readUInt32BE(0) === J2K_START ||
    bytes.readUInt32BE(4) === JP2_SIGNATURE
  );
}

/** Reads the header of a JPEG or JPEG-LS stream (ITU-T T.81, T.87); undefined where there is none. */
export function readJpegHeader(bytes: Buffer): CodestreamInfo | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== SOI) return undefined;
  let transform: boolean | undefined;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    const body = bytes.subarray(at + 4, at + 2 + length);
    if (isStartOfFrame(marker)) return jpegFrame(marker, body, transform);
    if (marker === 0xe0 && body.toString('latin1', 0, 5) === 'JFIF\0') transform = true;
    if (marker === 0xee && body.toString('latin1', 0, 5) === 'Adobe' && body.length >= 12)
      transform ??= body[11] !== 0;
    if (marker === 0xda || marker === 0xd9 || length < 2) return undefined;
    at += 2 + length;
  }
  return undefined;
}

function isStartOfFrame(marker: number): boolean {
  if (marker === 0xf7) return true;
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function jpegFrame(marker: number, body: Buffer, transform: boolean | undefined): CodestreamInfo | undefined {
  if (body.length < 9) return undefined;
  const components = body[5] ?? 0;
  const ids = [body[6], body[9], body[12]].map((id) => String.fromCharCode(id ?? 0)).join('');
  return {
    width: body.readUInt16BE(3),
    height: body.readUInt16BE(1),
    components,
    precision: body[0] ?? 0,
    signed: false,
    startOfFrame: marker === 0xf7 ? marker : marker & 0x0f,
    colourTransform: transform ?? (components === 3 && ids === 'RGB' ? false : undefined),
  };
}

/** Reads the SIZ and COD segments of a JPEG 2000 codestream (ITU-T T.800 A.5, A.6), also inside a JP2 file. */
export function readJpeg2000Header(bytes: Buffer): CodestreamInfo | undefined {
  const start = codestreamStart(bytes);
  if (start === undefined || start + 4 + 39 > bytes.length) return undefined;
  const siz = start + 4;
  const depth = bytes[siz + 38] ?? 0;
  return {
    width: bytes.readUInt32BE(siz + 4) - bytes.readUInt32BE(siz + 12),
    height: bytes.readUInt32BE(siz + 8) - bytes.readUInt32BE(siz + 16),
    components: bytes.readUInt16BE(siz + 36),
    precision: (depth & 0x7f) + 1,
    signed: (depth & 0x80) !== 0,
    startOfFrame: 0x51,
    colourTransform: multiComponentTransform(bytes, siz),
  };
}

function codestreamStart(bytes: Buffer): number | undefined {
  if (bytes.length < 12) return undefined;
  if (bytes.readUInt32BE(0) === J2K_START) return 0;
  if (bytes.readUInt32BE(4) !== JP2_SIGNATURE) return undefined;
  const found = bytes.indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51]));
  return found < 0 ? undefined : found;
}

function multiComponentTransform(bytes: Buffer, siz: number): boolean | undefined {
  let at = siz + bytes.readUInt16BE(siz);
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    if (marker === 0x52) return bytes[at + 8] === 1;
    if (marker === 0x90 || marker === 0x93) return undefined;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
