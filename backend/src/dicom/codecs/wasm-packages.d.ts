/** The cornerstone codecs ship no types: what this library uses of them. */
interface CodecFrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned?: boolean;
}

interface CodecDecoder {
  /** A view into the codec's memory to put the compressed bytes into. */
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  /** A view into the codec's memory: copy it before `delete`. */
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): CodecFrameInfo;
  /** CharLS only: 0 planes, 1 lines, 2 samples. */
  getInterleaveMode?(): number;
  delete(): void;
}

type CodecFactory<Name extends string> = (options: {
  print: (line: string) => void;
  printErr: (line: string) => void;
}) => Promise<Record<Name, new () => CodecDecoder>>;

declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const factory: CodecFactory<'J2KDecoder'>;
  export default factory;
}
declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const factory: CodecFactory<'JpegLSDecoder'>;
  export default factory;
}
declare module '@cornerstonejs/codec-openjph' {
  const factory: CodecFactory<'HTJ2KDecoder'>;
  export default factory;
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  const factory: CodecFactory<'JPEGDecoder'>;
  export default factory;
}
