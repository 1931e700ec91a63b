/** Finding the stored bytes of one frame (PS3.5 A.4 and 8.2). */
import { getElement } from '../json/getters.js';
import { binaryValue } from '../parse/bulk-data.js';
import type { ByteSource, InstanceBytes } from '../parse/byte-source.js';
import type { BulkReference } from '../parse/bulk-reference.js';
import { readFrameShape } from '../parse/frame-shape.js';
import { contentOf, type ParsedInstance, type PixelDataLocation } from '../parse/parsed-instance.js';
import { startsCodestream } from './codestream.js';
import { DicomDecodeError } from './dicom-decode-error.js';

/** Bytes of an item header: tag and length. */
const ITEM_HEADER = 8;

/** One frame: the stretches of the content that make it up, in order. */
type FrameParts = readonly BulkReference[];

const framesOf = new WeakMap<ParsedInstance, readonly FrameParts[]>();

/** Number of frames the header announces; 1 where it does not say. */
export function numberOfFrames(parsed: ParsedInstance): number {
  return readFrameShape(parsed.dataset)?.numberOfFrames ?? 1;
}

/**
 * The stored compressed bytes of a frame, all its fragments joined, as WADO-RS hands them out.
 * @param frameIndex from 0
 * @returns a view of `bytes` where the frame is one fragment, else a copy
 * @throws DicomDecodeError NO_PIXEL_DATA, NO_SUCH_FRAME or CORRUPT_FRAME
 */
export function encapsulatedFrame(bytes: InstanceBytes, parsed: ParsedInstance, frameIndex: number): Buffer {
  const { pixelData } = parsed;
  if (pixelData === undefined || !pixelData.encapsulated) {
    throw new DicomDecodeError('NO_PIXEL_DATA', 'The instance has no encapsulated Pixel Data.');
  }
  requireFrameIndex(parsed, frameIndex);
  const content = contentOf(bytes, parsed);
  let frames = framesOf.get(parsed);
  if (frames === undefined) {
    frames = splitFrames(bytes, parsed, pixelData, content);
    framesOf.set(parsed, frames);
  }
  const parts = frames[frameIndex];
  if (parts === undefined || parts.length === 0) {
    throw new DicomDecodeError('CORRUPT_FRAME', `No fragment holds frame ${frameIndex + 1}.`);
  }
  const views = parts.map(({ offset, length }) => content.read(offset, offset + length));
  return views.length === 1 && views[0] !== undefined ? views[0] : Buffer.concat(views);
}

/** @throws DicomDecodeError NO_SUCH_FRAME */
export function requireFrameIndex(parsed: ParsedInstance, frameIndex: number): void {
  const count = numberOfFrames(parsed);
  if (Number.isInteger(frameIndex) && frameIndex >= 0 && frameIndex < count) return;
  throw new DicomDecodeError(
    'NO_SUCH_FRAME',
    `Frame ${frameIndex + 1} was asked for; the instance has ${count} (counted from 1).`,
  );
}

/**
 * Deals the fragments out to frames: by the extended offset table, by the basic one, one each, or, where
 * there is no table and more fragments than frames, by where a new codestream starts.
 */
function splitFrames(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  pixelData: PixelDataLocation,
  content: ByteSource,
): readonly FrameParts[] {
  const { fragments, basicOffsetTable } = pixelData;
  const count = numberOfFrames(parsed);
  const extended = byExtendedTable(bytes, parsed, fragments, count);
  if (extended !== undefined) return extended;
  if (count === 1) return [fragments];
  const basic = byStarts(fragments, basicOffsetTable, count);
  if (basic !== undefined) return basic;
  if (fragments.length === count) return fragments.map((fragment) => [fragment]);
  const starts = fragments
    .filter(({ offset }) => startsCodestream(content.read(offset, Math.min(content.length, offset + 8))))
    .map(({ offset }) => offset - ITEM_HEADER - firstItem(fragments));
  const scanned = byStarts(fragments, starts, count);
  if (scanned !== undefined) return scanned;
  throw new DicomDecodeError(
    'CORRUPT_FRAME',
    `${fragments.length} fragments cannot be dealt out to ${count} frames: there is no offset table and ` +
      `${starts.length} of the fragments start a codestream.`,
  );
}

function firstItem(fragments: readonly BulkReference[]): number {
  return (fragments[0]?.offset ?? ITEM_HEADER) - ITEM_HEADER;
}

/** `starts`: item positions counted from the first fragment item, one per frame; undefined if they do not fit. */
function byStarts(
  fragments: readonly BulkReference[],
  starts: readonly number[],
  count: number,
): readonly FrameParts[] | undefined {
  if (starts.length !== count) return undefined;
  const base = firstItem(fragments);
  const frames: BulkReference[][] = [];
  for (const fragment of fragments) {
    if (fragment.offset - ITEM_HEADER - base === starts[frames.length]) frames.push([]);
    const current = frames.at(-1);
    if (current === undefined) return undefined;
    current.push(fragment);
  }
  return frames.length === count ? frames : undefined;
}

/** Extended Offset Table (7FE0,0001) with its lengths (7FE0,0002): 64-bit numbers, one fragment per frame. */
function byExtendedTable(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  fragments: readonly BulkReference[],
  count: number,
): readonly FrameParts[] | undefined {
  const offsets = wideNumbers(binaryValue(bytes, parsed, getElement(parsed.dataset, '7FE00001')));
  const lengths = wideNumbers(binaryValue(bytes, parsed, getElement(parsed.dataset, '7FE00002')));
  if (offsets.length !== count || lengths.length !== count) return undefined;
  const base = firstItem(fragments);
  const byOffset = new Map(fragments.map((fragment) => [fragment.offset - ITEM_HEADER - base, fragment]));
  const frames: BulkReference[][] = [];
  for (const [index, offset] of offsets.entries()) {
    const fragment = byOffset.get(offset);
    const length = lengths[index];
    if (fragment === undefined || length === undefined || length > fragment.length) return undefined;
    frames.push([{ offset: fragment.offset, length }]);
  }
  return frames;
}

function wideNumbers(binary: Uint8Array | undefined): number[] {
  if (binary === undefined) return [];
  const view = new DataView(binary.buffer, binary.byteOffset, binary.byteLength);
  const numbers: number[] = [];
  for (let at = 0; at + 8 <= binary.length; at += 8) numbers.push(Number(view.getBigUint64(at, true)));
  return numbers;
}
