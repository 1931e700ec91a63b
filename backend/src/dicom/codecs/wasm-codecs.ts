/** The WebAssembly decoders, each loaded at its first use and thrown away after a fault. */
import charls from '@cornerstonejs/codec-charls/decodewasmjs';
import libjpegTurbo from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';
import openjpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import openjph from '@cornerstonejs/codec-openjph';
import { DicomDecodeError } from './dicom-decode-error.js';

/** Which decoder. */
export type WasmCodec = 'JPEG' | 'JPEG-LS' | 'JPEG 2000' | 'HTJ2K';

/** What a decoder gave: samples of one or two bytes (little endian). */
export interface WasmFrame {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly bitsPerSample: number;
  /** Samples lie in planes, one component after the other. */
  readonly planar: boolean;
  readonly bytes: Uint8Array;
}

/** Decoders write progress to the console if they are let. A new object each: they make it their own. */
function silent(): { print: () => void; printErr: () => void } {
  return { print: () => undefined, printErr: () => undefined };
}

const LOADERS: Readonly<Record<WasmCodec, () => Promise<new () => CodecDecoder>>> = {
  JPEG: async () => (await libjpegTurbo(silent())).JPEGDecoder,
  'JPEG-LS': async () => (await charls(silent())).JpegLSDecoder,
  'JPEG 2000': async () => (await openjpeg(silent())).J2KDecoder,
  HTJ2K: async () => (await openjph(silent())).HTJ2KDecoder,
};

const loaded = new Map<WasmCodec, Promise<new () => CodecDecoder>>();

/**
 * Decodes one codestream.
 * @throws DicomDecodeError CORRUPT_FRAME; the decoder is then loaded afresh for the next frame, since a
 *   fault may have left its memory in disorder
 */
export async function decodeWithWasm(codec: WasmCodec, codestream: Uint8Array): Promise<WasmFrame> {
  let loading = loaded.get(codec);
  if (loading === undefined) {
    loading = LOADERS[codec]();
    loaded.set(codec, loading);
  }
  const Decoder = await loading.catch((error: unknown) => {
    loaded.delete(codec);
    throw error;
  });
  try {
    return decodeOnce(new Decoder(), codestream);
  } catch (cause) {
    loaded.delete(codec);
    throw new DicomDecodeError('CORRUPT_FRAME', `The ${codec} decoder gave up on the frame.`, { cause });
  }
}

function decodeOnce(decoder: CodecDecoder, codestream: Uint8Array): WasmFrame {
  decoder.getEncodedBuffer(codestream.length).set(codestream);
  decoder.decode();
  const { width, height, componentCount, bitsPerSample } = decoder.getFrameInfo();
  const bytes = Uint8Array.from(decoder.getDecodedBuffer());
  const planar = componentCount > 1 && decoder.getInterleaveMode?.() === 0;
  decoder.delete();
  const expected = width * height * componentCount * (bitsPerSample > 8 ? 2 : 1);
  if (expected === 0 || bytes.length < expected) {
    throw new RangeError(`${bytes.length} bytes came out where ${expected} belong`);
  }
  return { width, height, components: componentCount, bitsPerSample, planar, bytes };
}
