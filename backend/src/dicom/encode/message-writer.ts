/**
 * Datasets of messages in Explicit and Implicit VR Little Endian (PS3.5 section 7.1). A query is answered with
 * thousands of small ones, for each of which dcmjs takes longer than the database. Values are written as they are,
 * also where they are longer than their VR allows: what the archive was given, a query says.
 */
import type { DcmjsDataset, DcmjsElement } from 'dcmjs';
import { hasLongLength, ITEM_TAG } from '../parse/tokens.js';
import type { EncodableDataset } from './dataset.js';
import { toDcmjs } from './dcmjs-writer.js';

const SHORT_LENGTH_LIMIT = 0x10000;
const SPACE = 0x20;

type NumberWriter = readonly [bytes: number, write: (into: DataView, at: number, value: unknown) => void];
const NUMBER_WRITERS: Readonly<Record<string, NumberWriter>> = {
  US: [2, (into, at, value) => into.setUint16(at, Number(value), true)],
  SS: [2, (into, at, value) => into.setInt16(at, Number(value), true)],
  UL: [4, (into, at, value) => into.setUint32(at, Number(value), true)],
  SL: [4, (into, at, value) => into.setInt32(at, Number(value), true)],
  FL: [4, (into, at, value) => into.setFloat32(at, Number(value), true)],
  FD: [8, (into, at, value) => into.setFloat64(at, Number(value), true)],
  SV: [8, (into, at, value) => into.setBigInt64(at, BigInt(String(value)), true)],
  UV: [8, (into, at, value) => into.setBigUint64(at, BigInt(String(value)), true)],
  AT: [4, (into, at, value) => into.setUint32(at, tagAsStored(Number(value)), true)],
};

/** Attributes in ascending order, sequences and items with their lengths, text in UTF-8. */
export function writeMessage(dataset: EncodableDataset, explicit: boolean): Buffer {
  return attributes(toDcmjs(dataset), explicit);
}

function attributes(dataset: DcmjsDataset, explicit: boolean): Buffer {
  const pieces: Buffer[] = [];
  for (const tag of Object.keys(dataset).sort()) {
    const element = dataset[tag] as DcmjsElement;
    const value = valueOf(element, explicit);
    pieces.push(header(Number.parseInt(tag, 16), explicit ? element.vr : undefined, value.length), value);
  }
  return Buffer.concat(pieces);
}

/** Tag, VR and length; no VR in Implicit VR and of items, UN where 16 bits are too few for the length (section 6.2.2). */
function header(tag: number, vr: string | undefined, length: number): Buffer {
  if (vr === undefined) {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeUInt32LE(length, 4);
    return tagged(bytes, tag);
  }
  if (hasLongLength(vr) || length >= SHORT_LENGTH_LIMIT) {
    const bytes = Buffer.allocUnsafe(12);
    bytes.writeUInt16BE(lettersOf(hasLongLength(vr) ? vr : 'UN'), 4);
    bytes.writeUInt16LE(0, 6);
    bytes.writeUInt32LE(length, 8);
    return tagged(bytes, tag);
  }
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeUInt16BE(lettersOf(vr), 4);
  bytes.writeUInt16LE(length, 6);
  return tagged(bytes, tag);
}

function tagged(bytes: Buffer, tag: number): Buffer {
  bytes.writeUInt32LE(tagAsStored(tag), 0);
  return bytes;
}

function lettersOf(vr: string): number {
  return (vr.charCodeAt(0) << 8) | vr.charCodeAt(1);
}

function valueOf({ vr, Value: values }: DcmjsElement, explicit: boolean): Buffer {
  if (vr === 'SQ') return Buffer.concat(values.map((item) => itemOf(item as DcmjsDataset, explicit)));
  const [first] = values;
  if (first instanceof ArrayBuffer) return padded(Buffer.from(first), 0);
  const writer = NUMBER_WRITERS[vr];
  return writer ? numbers(values, writer) : padded(Buffer.from(values.join('\\')), vr === 'UI' ? 0 : SPACE);
}

function itemOf(item: DcmjsDataset, explicit: boolean): Buffer {
  const content = attributes(item, explicit);
  return Buffer.concat([header(ITEM_TAG, undefined, content.length), content]);
}

function numbers(values: readonly unknown[], [bytes, write]: NumberWriter): Buffer {
  const written = Buffer.allocUnsafe(values.length * bytes);
  const view = new DataView(written.buffer, written.byteOffset, written.length);
  values.forEach((value, index) => write(view, index * bytes, value));
  return written;
}

/** Group first, then element, each little endian. */
function tagAsStored(tag: number): number {
  return (((tag & 0xffff) << 16) | (tag >>> 16)) >>> 0;
}

function padded(value: Buffer, byte: number): Buffer {
  return value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.of(byte)]);
}
