/** A stored instance in Explicit VR Little Endian, whatever it is stored in. */
import type { InstanceBytes } from '../parse/byte-source.js';
import { frameBytes } from '../codecs/frame-bytes.js';
import { decodeFrame, type DecodedFrame } from '../codecs/decode-frame.js';
import { numberOfFrames } from '../codecs/frames.js';
import { tagOfKeyword } from '../dictionary/dictionary.js';
import type { DicomJsonDataset, DicomJsonElement } from '../json/dicom-json.js';
import { binaryValue } from '../parse/bulk-data.js';
import { readFrameShape } from '../parse/frame-shape.js';
import type { ParsedInstance } from '../parse/parsed-instance.js';
import { packBits } from './bit-packing.js';
import { datasetOf, mergeDatasets, pixelData, type EncodableDataset } from './dataset.js';
import { writeBareDataset } from './dcmjs-writer.js';
import { withTextInUtf8, writePart10 } from './part10.js';

const OFFSET_TABLES = ['ExtendedOffsetTable', 'ExtendedOffsetTableLengths'].map(tagOfKeyword);

/**
 * Writes the instance anew: values as parsed, text in UTF-8, every frame decoded; identity and SOP class stay.
 * @throws DicomDecodeError where a frame cannot be decoded
 * @throws TypeError where the dataset cannot be written
 */
export async function toExplicitLittleEndian(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
): Promise<Uint8Array> {
  const dataset = await uncompressed(bytes, parsed);
  return writing(() => writePart10(dataset));
}

/**
 * Its dataset alone, in Explicit or Implicit VR Little Endian.
 * @throws as `toExplicitLittleEndian` does
 */
export async function toUncompressed(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  transferSyntaxUid: string,
): Promise<Uint8Array> {
  const dataset = await uncompressed(bytes, parsed);
  return writing(() => writeBareDataset(withTextInUtf8(dataset), transferSyntaxUid));
}

async function uncompressed(bytes: InstanceBytes, parsed: ParsedInstance): Promise<EncodableDataset> {
  const dataset = withoutReferences(bytes, parsed, parsed.dataset);
  for (const tag of OFFSET_TABLES) delete dataset[tag];
  if (!parsed.pixelData?.encapsulated) return dataset;
  if (readFrameShape(parsed.dataset)?.bitsAllocated === 1)
    return mergeDatasets(dataset, pixelData(await singleBits(bytes, parsed), 'OB'));
  const frames: Uint8Array[] = [];
  for (let index = 0; index < numberOfFrames(parsed); index += 1)
    frames.push((await frameBytes(bytes, parsed, index, 'decoded')).bytes);
  const first = await decodeFrame(bytes, parsed, 0);
  const all = Buffer.concat(frames);
  const vr = first.bitsAllocated > 8 ? 'OW' : 'OB';
  return mergeDatasets(dataset, imagePixel(parsed, first), pixelData(even(all), vr));
}

/** Frames whose bits follow one another without padding; eight at a time, which end with a byte whatever their size. */
async function singleBits(bytes: InstanceBytes, parsed: ParsedInstance): Promise<Uint8Array> {
  const count = numberOfFrames(parsed);
  const packed: Uint8Array[] = [];
  for (let start = 0; start < count; start += 8) {
    const masks: Uint8Array[] = [];
    for (let index = start; index < Math.min(start + 8, count); index += 1)
      masks.push((await frameBytes(bytes, parsed, index, 'decoded')).bytes);
    const pixels = masks.reduce((sum, mask) => sum + mask.length, 0);
    packed.push(packBits(masks).subarray(0, Math.ceil(pixels / 8)));
  }
  return even(Buffer.concat(packed));
}

function even(value: Buffer): Buffer {
  return value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.alloc(1)]);
}

/** A value that its VR has no room for is refused: it is not cut. */
function writing<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new TypeError((cause as Error).message, { cause });
  }
}

/** What decoding changes of the Image Pixel module. */
function imagePixel(parsed: ParsedInstance, frame: DecodedFrame): EncodableDataset {
  const shape = readFrameShape(parsed.dataset);
  // A codestream may have a sign that the header does not know of; its samples then fill their cells.
  const turned = shape?.pixelRepresentation !== frame.pixelRepresentation;
  const bitsStored = turned ? frame.bitsAllocated : frame.bitsStored;
  return datasetOf({
    BitsAllocated: frame.bitsAllocated,
    BitsStored: bitsStored,
    HighBit: bitsStored - 1,
    PhotometricInterpretation: frame.photometricInterpretation,
    PlanarConfiguration: frame.samplesPerPixel > 1 ? 0 : undefined,
    PixelRepresentation: frame.pixelRepresentation,
  });
}

/** Values that the dataset only points to, put into it. */
function withoutReferences(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  dataset: DicomJsonDataset,
): EncodableDataset {
  const out: EncodableDataset = {};
  for (const [tag, element] of Object.entries(dataset)) {
    if (parsed.pixelData?.encapsulated && tag === tagOfKeyword('PixelData')) continue;
    out[tag] = resolved(bytes, parsed, element);
  }
  return out;
}

function resolved(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  element: DicomJsonElement,
): EncodableDataset[string] {
  if (element.vr === 'SQ') {
    const items = (element.Value ?? []).map((item) =>
      withoutReferences(bytes, parsed, (item ?? {}) as DicomJsonDataset),
    );
    return { vr: 'SQ', items };
  }
  if (element.BulkDataURI === undefined) return element;
  const value = binaryValue(bytes, parsed, element) ?? new Uint8Array();
  if (element.vr === 'OB' || element.vr === 'OW') return { vr: element.vr, bytes: value };
  return { vr: element.vr, InlineBinary: Buffer.from(value).toString('base64') };
}
