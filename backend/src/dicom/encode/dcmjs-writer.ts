/** The one place that hands datasets to dcmjs for writing (Explicit VR Little Endian, PS3.5 section 7.1). */
import dcmjs, { type DcmjsDataset, type DcmjsElement } from 'dcmjs';
import type { DicomJsonElement, DicomJsonValue } from '../json/dicom-json.js';
import {
  personNameText,
  type BinaryElement,
  type EncodableDataset,
  type SequenceElement,
} from './dataset.js';
import { decimalString } from './value-check.js';

const NUMERIC_VRS: ReadonlySet<string> = new Set(['US', 'SS', 'UL', 'SL', 'FL', 'FD']);
const INITIAL_BYTES = 1024;
const BINARY_VRS: ReadonlySet<string> = new Set(['OB', 'OW', 'OF', 'OD', 'OL', 'OV', 'UN']);

/** Preamble, File Meta Information and dataset as one file (PS3.10 section 7). */
export function writeFile(meta: EncodableDataset, dataset: EncodableDataset): Uint8Array {
  const dict = new dcmjs.data.DicomDict(toDcmjs(meta));
  dict.dict = toDcmjs(dataset);
  return new Uint8Array(dict.write());
}

/** The dataset alone, in Explicit or Implicit VR Little Endian, its attributes in ascending order. */
export function writeBareDataset(dataset: EncodableDataset, transferSyntaxUid: string): Uint8Array {
  const stream = new dcmjs.data.WriteBufferStream(INITIAL_BYTES);
  dcmjs.data.DicomMessage.write(toDcmjs(dataset), stream, transferSyntaxUid, {});
  return new Uint8Array(stream.getBuffer());
}

/** The dataset with plain values: strings, numbers, bytes as ArrayBuffer, items. Throws a TypeError that names the tag. */
export function toDcmjs(dataset: EncodableDataset): DcmjsDataset {
  const out: DcmjsDataset = {};
  for (const [tag, element] of Object.entries(dataset)) out[tag] = toElement(tag, element);
  return out;
}

function toElement(tag: string, element: DicomJsonElement | BinaryElement | SequenceElement): DcmjsElement {
  if ('bytes' in element) return { vr: element.vr, Value: [bufferOf(element.bytes)] };
  if ('items' in element) return { vr: 'SQ', Value: element.items.map(toDcmjs) };
  if (element.BulkDataURI !== undefined) {
    throw new TypeError(`(${tag}) refers to bulk data elsewhere and cannot be written from here`);
  }
  if (BINARY_VRS.has(element.vr)) {
    const bytes = Buffer.from(element.InlineBinary ?? '', 'base64');
    return { vr: element.vr, Value: [bufferOf(bytes)] };
  }
  return { vr: element.vr, Value: (element.Value ?? []).map((value) => toValue(tag, element.vr, value)) };
}

function toValue(tag: string, vr: string, value: DicomJsonValue): unknown {
  if (vr === 'SQ') {
    if (value === null || typeof value !== 'object')
      throw new TypeError(`(${tag}) holds something other than items`);
    return toDcmjs(value as EncodableDataset);
  }
  if (value === null) return '';
  if (vr === 'PN') return typeof value === 'object' ? personNameText(value) : String(value);
  if (typeof value === 'object') throw new TypeError(`(${tag}) has VR ${vr} and holds an object`);
  if (NUMERIC_VRS.has(vr)) return Number(value);
  if (vr === 'AT') return Number.parseInt(String(value), 16);
  if (vr === 'DS' && typeof value === 'number') return decimalString(value);
  return String(value);
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}
