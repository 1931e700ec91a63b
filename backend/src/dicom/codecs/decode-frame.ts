/** Stored frames to pixels, whatever the transfer syntax. */
import { inflateRawSync } from 'node:zlib';
import { TRANSFER_SYNTAX } from '../dictionary/transfer-syntax.js';
import type { InstanceBytes } from '../parse/byte-source.js';
import { readFrameShape, type FrameShape } from '../parse/frame-shape.js';
import { contentOf, type ParsedInstance, type PixelDataLocation } from '../parse/parsed-instance.js';
import { readJpeg2000Header, readJpegHeader, type CodestreamInfo } from './codestream.js';
import { expand422, interleavePlanes, ybrFullToRgb } from './colour.js';
import { DicomDecodeError } from './dicom-decode-error.js';
import { encapsulatedFrame, requireFrameIndex } from './frames.js';
import { decodeJpegFrame } from './jpeg.js';
import { nativeFrame } from './native.js';
import type { RawFrame } from './raw-frame.js';
import { decodeRle } from './rle.js';
import { extractBits, signedSamples, unpackBits, unsignedSamples, type PixelArray } from './samples.js';
import { decodeWithWasm, type WasmCodec } from './wasm-codecs.js';

/** A frame as pixels. Colour is always interleaved; YBR is always turned into RGB. */
export interface DecodedFrame {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  /** Of `pixels`: 8 for single bits, which come as bytes of 0 and 1. */
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly pixelRepresentation: 0 | 1;
  /** MONOCHROME1, MONOCHROME2, PALETTE COLOR or RGB. */
  readonly photometricInterpretation: string;
  readonly planarConfiguration: 0;
  /** Stored values: before Modality LUT, palette and window. */
  readonly pixels: PixelArray;
}

const { EncapsulatedUncompressedExplicitVRLittleEndian, DeflatedImageFrameCompression, RLELossless } =
  TRANSFER_SYNTAX;

/** Frames larger than this many samples are refused: 2^30 are 2 GiB of 16-bit samples. */
const MAX_SAMPLES = 2 ** 30;

/** BitsAllocated that each kind of pixel data may have here. */
const CELLS: Readonly<Record<PixelDataLocation['keyword'], readonly number[]>> = {
  PixelData: [1, 8, 16, 32],
  FloatPixelData: [32],
  DoubleFloatPixelData: [64],
};

const JPEG_SYNTAXES: ReadonlySet<string> = new Set([
  TRANSFER_SYNTAX.JPEGBaseline8Bit,
  TRANSFER_SYNTAX.JPEGExtended12Bit,
  TRANSFER_SYNTAX.JPEGLossless,
  TRANSFER_SYNTAX.JPEGLosslessSV1,
]);
const WASM_SYNTAXES: ReadonlyMap<string, WasmCodec> = new Map([
  [TRANSFER_SYNTAX.JPEGLSLossless, 'JPEG-LS'],
  [TRANSFER_SYNTAX.JPEGLSNearLossless, 'JPEG-LS'],
  [TRANSFER_SYNTAX.JPEG2000Lossless, 'JPEG 2000'],
  [TRANSFER_SYNTAX.JPEG2000, 'JPEG 2000'],
  [TRANSFER_SYNTAX.HTJ2KLossless, 'HTJ2K'],
  [TRANSFER_SYNTAX.HTJ2KLosslessRPCL, 'HTJ2K'],
  [TRANSFER_SYNTAX.HTJ2K, 'HTJ2K'],
] as const);

/** True where `decodeFrame` can decode pixels of this transfer syntax. */
export function canDecode(transferSyntaxUid: string): boolean {
  return (
    JPEG_SYNTAXES.has(transferSyntaxUid) ||
    WASM_SYNTAXES.has(transferSyntaxUid) ||
    [
      TRANSFER_SYNTAX.ImplicitVRLittleEndian,
      TRANSFER_SYNTAX.ExplicitVRLittleEndian,
      TRANSFER_SYNTAX.ExplicitVRBigEndian,
      TRANSFER_SYNTAX.DeflatedExplicitVRLittleEndian,
      EncapsulatedUncompressedExplicitVRLittleEndian,
      DeflatedImageFrameCompression,
      RLELossless,
    ].some((uid) => uid === transferSyntaxUid)
  );
}

/**
 * Decodes one frame.
 * @param bytes the instance as received, the same bytes that `parsed` was made from
 * @param frameIndex from 0
 * @throws DicomDecodeError
 */
export async function decodeFrame(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  frameIndex = 0,
): Promise<DecodedFrame> {
  const { pixelData } = parsed;
  const shape = readFrameShape(parsed.dataset);
  if (pixelData === undefined || shape === undefined) {
    throw new DicomDecodeError('NO_PIXEL_DATA', 'The instance has no pixels to decode.');
  }
  requireFrameIndex(parsed, frameIndex);
  requireSupported(shape, pixelData.keyword);
  if (!pixelData.encapsulated) {
    const content = contentOf(bytes, parsed);
    const frame = nativeFrame(content, parsed, pixelData, shape, frameIndex);
    if (pixelData.keyword !== 'PixelData') return floatFrame(frame.bytes, shape, pixelData.keyword);
    return interpret(fromNative(frame.bytes, frame.firstBit, shape), shape);
  }
  if (!canDecode(parsed.transferSyntaxUid)) throw unsupported(parsed.transferSyntaxUid);
  const stored = encapsulatedFrame(bytes, parsed, frameIndex);
  return interpret(await fromEncapsulated(stored, parsed.transferSyntaxUid, shape), shape);
}

function requireSupported(shape: FrameShape, keyword: PixelDataLocation['keyword']): void {
  const { rows, columns, samplesPerPixel, bitsAllocated } = shape;
  const whole = [rows, columns, samplesPerPixel].every((count) => Number.isInteger(count) && count > 0);
  const cells = CELLS[keyword].includes(bitsAllocated);
  if (whole && cells && rows * columns * samplesPerPixel <= MAX_SAMPLES) return;
  throw new DicomDecodeError(
    'UNSUPPORTED_PIXEL_FORMAT',
    `${keyword} of ${rows} rows and ${columns} columns with ${samplesPerPixel} samples of ` +
      `${bitsAllocated} bits cannot be decoded.`,
  );
}

async function fromEncapsulated(
  frame: Buffer,
  transferSyntaxUid: string,
  shape: FrameShape,
): Promise<RawFrame> {
  if (JPEG_SYNTAXES.has(transferSyntaxUid)) {
    return decodeJpegFrame(frame, requireHeader(readJpegHeader(frame), shape), shape);
  }
  const codec = WASM_SYNTAXES.get(transferSyntaxUid);
  if (codec !== undefined) return fromWasm(frame, codec, shape);
  switch (transferSyntaxUid) {
    case RLELossless:
      return fromRle(frame, shape);
    case DeflatedImageFrameCompression:
      return fromNative(inflateFrame(frame, shape), 0, shape);
    case EncapsulatedUncompressedExplicitVRLittleEndian:
      return fromNative(frame, 0, shape);
    default:
      throw unsupported(transferSyntaxUid);
  }
}

function unsupported(transferSyntaxUid: string): DicomDecodeError {
  return new DicomDecodeError(
    'UNSUPPORTED_TRANSFER_SYNTAX',
    `Pixels in transfer syntax ${transferSyntaxUid} cannot be decoded here. Fetch them as they are stored.`,
  );
}

/** A frame header that is absent, or of another size than the dataset says, is not given to a decoder. */
function requireHeader(info: CodestreamInfo | undefined, shape: FrameShape): CodestreamInfo {
  if (info === undefined) {
    throw new DicomDecodeError('CORRUPT_FRAME', 'The compressed frame has no readable header.');
  }
  const { width, height, components } = info;
  if (width !== shape.columns || height !== shape.rows || components !== shape.samplesPerPixel) {
    throw new DicomDecodeError(
      'CORRUPT_FRAME',
      `The compressed frame is ${width} x ${height} with ${components} components, the header says ` +
        `${shape.columns} x ${shape.rows} with ${shape.samplesPerPixel}.`,
    );
  }
  return info;
}

async function fromWasm(frame: Buffer, codec: WasmCodec, shape: FrameShape): Promise<RawFrame> {
  const header = codec === 'JPEG-LS' ? readJpegHeader(frame) : readJpeg2000Header(frame);
  const info = requireHeader(header, shape);
  if (info.precision > 16) {
    throw new DicomDecodeError(
      'UNSUPPORTED_PIXEL_FORMAT',
      `${codec} of ${info.precision} bits cannot be decoded.`,
    );
  }
  const decoded = await decodeWithWasm(codec, frame);
  const samples = unsignedSamples(decoded.bytes, decoded.bitsPerSample > 8 ? 2 : 1);
  if (codec === 'JPEG-LS') return { samples, planar: decoded.planar, bitsStored: shape.bitsStored };
  return {
    samples,
    planar: false,
    bitsStored: info.signed ? samples.BYTES_PER_ELEMENT * 8 : shape.bitsStored,
    ...(info.signed ? { signed: true } : {}),
    ...(info.colourTransform === true ? { photometricInterpretation: 'RGB' } : {}),
  };
}

function fromRle(frame: Buffer, shape: FrameShape): RawFrame {
  const { samplesPerPixel, bitsAllocated, bitsStored } = shape;
  const pixels = shape.rows * shape.columns;
  if (bitsAllocated === 1) {
    const packed = decodeRle(frame, { pixels: Math.ceil(pixels / 8), samplesPerPixel, bytesPerSample: 1 });
    return fromNative(Buffer.from(packed.buffer), 0, shape);
  }
  const bytesPerSample = bitsAllocated / 8;
  const samples = unsignedSamples(
    decodeRle(frame, { pixels, samplesPerPixel, bytesPerSample }),
    bytesPerSample,
  );
  extractBits(samples, { bitsStored, highBit: shape.highBit, signed: false });
  return { samples, planar: false, bitsStored };
}

function fromNative(bytes: Buffer, firstBit: number, shape: FrameShape): RawFrame {
  const pixels = shape.rows * shape.columns;
  if (shape.bitsAllocated === 1) {
    const samples = unpackBits(bytes, firstBit, pixels * shape.samplesPerPixel);
    return { samples, planar: shape.planarConfiguration === 1, bitsStored: 1 };
  }
  const subsampled = shape.photometricInterpretation === 'YBR_FULL_422';
  const stored = unsignedSamples(bytes, shape.bitsAllocated / 8);
  extractBits(stored, { bitsStored: shape.bitsStored, highBit: shape.highBit, signed: false });
  const samples = subsampled ? expand422(stored, pixels) : stored.subarray(0, pixels * shape.samplesPerPixel);
  return { samples, planar: !subsampled && shape.planarConfiguration === 1, bitsStored: shape.bitsStored };
}

function inflateFrame(frame: Buffer, shape: FrameShape): Buffer {
  const size = Math.ceil((shape.rows * shape.columns * shape.samplesPerPixel * shape.bitsAllocated) / 8);
  try {
    return inflateRawSync(frame, { maxOutputLength: size + 1 });
  } catch (cause) {
    throw new DicomDecodeError('CORRUPT_FRAME', 'The deflated frame cannot be inflated.', { cause });
  }
}

/** Sign, planes and colour: the same for every way of storing. */
function interpret(raw: RawFrame, shape: FrameShape): DecodedFrame {
  const { rows, columns, samplesPerPixel } = shape;
  const samples =
    raw.planar && samplesPerPixel > 1 ? interleavePlanes(raw.samples, samplesPerPixel) : raw.samples;
  let photometric = raw.photometricInterpretation ?? shape.photometricInterpretation;
  if (samplesPerPixel === 3 && photometric.startsWith('YBR_')) {
    if (photometric.startsWith('YBR_FULL')) ybrFullToRgb(samples, shape.bitsStored);
    photometric = 'RGB';
  }
  const signed = raw.signed ?? shape.pixelRepresentation === 1;
  const pixels = signed ? signedSamples(samples, raw.bitsStored) : samples;
  return {
    rows,
    columns,
    samplesPerPixel,
    bitsAllocated: pixels.BYTES_PER_ELEMENT * 8,
    bitsStored: shape.bitsStored,
    pixelRepresentation: signed ? 1 : 0,
    photometricInterpretation: photometric,
    planarConfiguration: 0,
    pixels,
  };
}

function floatFrame(
  bytes: Buffer,
  shape: FrameShape,
  keyword: 'FloatPixelData' | 'DoubleFloatPixelData',
): DecodedFrame {
  const { buffer } = Uint8Array.from(bytes);
  return {
    rows: shape.rows,
    columns: shape.columns,
    samplesPerPixel: shape.samplesPerPixel,
    bitsAllocated: shape.bitsAllocated,
    bitsStored: shape.bitsAllocated,
    pixelRepresentation: 1,
    photometricInterpretation: shape.photometricInterpretation,
    planarConfiguration: 0,
    pixels: keyword === 'FloatPixelData' ? new Float32Array(buffer) : new Float64Array(buffer),
  };
}
