/** Why a frame could not be had as pixels. */
export type DicomDecodeErrorCode =
  | 'NO_PIXEL_DATA'
  | 'NO_SUCH_FRAME'
  | 'UNSUPPORTED_TRANSFER_SYNTAX'
  | 'UNSUPPORTED_PIXEL_FORMAT'
  | 'CORRUPT_FRAME';

/** The only error that decoding throws. */
export class DicomDecodeError extends Error {
  override readonly name = 'DicomDecodeError';

  constructor(
    readonly code: DicomDecodeErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
