/** DICOM files (PS3.10 section 7): preamble, File Meta Information, dataset. Equal input gives equal bytes. */
import { writeFile } from './dcmjs-writer.js';
import { tagOfKeyword } from '../dictionary/dictionary.js';
import { UTF_8 } from '../parse/charset.js';
import { TRANSFER_SYNTAX } from '../dictionary/transfer-syntax.js';
import { datasetOf, personNameText, type EncodableDataset } from './dataset.js';
import { writeMessage } from './message-writer.js';
import { isValidUid, uidFrom } from './uid.js';

/** Identifies this implementation in every file and association (PS3.7 D.3.3.2). */
export const IMPLEMENTATION_CLASS_UID = uidFrom('firstread', 'implementation class');
export const IMPLEMENTATION_VERSION_NAME = 'FIRSTREAD_0';

const PREAMBLE = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]);
/** File Meta Information Group Length (0002,0000). */
const GROUP_LENGTH = '00020000';

/** What the File Meta Information says of a dataset. */
export interface FileMeta {
  sopClassUid: string;
  sopInstanceUid: string;
  transferSyntaxUid: string;
  /** AE title of the sender (0002,0016), 1 to 16 characters. */
  sourceAeTitle?: string | undefined;
}

/**
 * Preamble and File Meta Information alone: what goes before a dataset received over the network. UIDs need only
 * be digits and points, 64 at most: a peer's sloppy UID is kept as it came. Throws a TypeError for anything else.
 */
export function fileHeader(meta: FileMeta): Uint8Array {
  const elements = writeMessage(metaDataset(meta), true);
  const length: EncodableDataset = { [GROUP_LENGTH]: { vr: 'UL', Value: [elements.length] } };
  return Buffer.concat([PREAMBLE, writeMessage(length, true), elements]);
}

/** A file around the bytes of a dataset, which are not touched and must be encoded in `meta.transferSyntaxUid`. */
export function wrapDataset(datasetBytes: Uint8Array, meta: FileMeta): Uint8Array {
  const header = fileHeader(meta);
  const file = new Uint8Array(header.length + datasetBytes.length);
  file.set(header);
  file.set(datasetBytes, header.length);
  return file;
}

/**
 * Writes `dataset` as a file in Explicit VR Little Endian. Text is written in UTF-8: Specific Character Set becomes
 * ISO_IR 192 where a character outside ASCII occurs and is left out where none does, whatever the source said.
 * Throws a TypeError where SOP Class UID or SOP Instance UID is missing or invalid.
 */
export function writePart10(dataset: EncodableDataset, options: { sourceAeTitle?: string } = {}): Uint8Array {
  const meta = metaDataset({
    sopClassUid: requiredUid(dataset, 'SOPClassUID'),
    sopInstanceUid: requiredUid(dataset, 'SOPInstanceUID'),
    transferSyntaxUid: TRANSFER_SYNTAX.ExplicitVRLittleEndian,
    sourceAeTitle: options.sourceAeTitle,
  });
  return writeFile(meta, withTextInUtf8(dataset));
}

/** The dataset with what Specific Character Set must say of text in UTF-8. */
export function withTextInUtf8(dataset: EncodableDataset): EncodableDataset {
  const body = withoutCharacterSet(dataset);
  return needsUtf8(body) ? { ...body, ...datasetOf({ SpecificCharacterSet: UTF_8 }) } : body;
}

/** The elements alone, in Explicit VR Little Endian, with text as in {@link writePart10}. Throws a TypeError as there. */
export function writeDataset(dataset: EncodableDataset): Uint8Array {
  const meta = metaDataset({ sopClassUid: '1', sopInstanceUid: '1', transferSyntaxUid: '1' });
  return writeFile(meta, withTextInUtf8(dataset)).subarray(writeFile(meta, {}).length);
}

function metaDataset(meta: FileMeta): EncodableDataset {
  for (const uid of [meta.sopClassUid, meta.sopInstanceUid, meta.transferSyntaxUid]) {
    if (!/^[0-9.]{1,64}$/.test(uid))
      throw new TypeError(`"${uid}" is not a UID: digits and points, 64 at most`);
  }
  return {
    ...datasetOf({
      FileMetaInformationVersion: Uint8Array.of(0, 1),
      ImplementationClassUID: IMPLEMENTATION_CLASS_UID,
      ImplementationVersionName: IMPLEMENTATION_VERSION_NAME,
      SourceApplicationEntityTitle: meta.sourceAeTitle,
    }),
    [tagOfKeyword('MediaStorageSOPClassUID')]: { vr: 'UI', Value: [meta.sopClassUid] },
    [tagOfKeyword('MediaStorageSOPInstanceUID')]: { vr: 'UI', Value: [meta.sopInstanceUid] },
    [tagOfKeyword('TransferSyntaxUID')]: { vr: 'UI', Value: [meta.transferSyntaxUid] },
  };
}

function requiredUid(dataset: EncodableDataset, keyword: string): string {
  const element = dataset[tagOfKeyword(keyword)];
  const uid = element !== undefined && 'Value' in element ? element.Value?.[0] : undefined;
  if (typeof uid !== 'string' || !isValidUid(uid))
    throw new TypeError(`${keyword} is missing or not a valid UID`);
  return uid;
}

function withoutCharacterSet(dataset: EncodableDataset): EncodableDataset {
  const out: EncodableDataset = {};
  for (const [tag, element] of Object.entries(dataset)) {
    if (tag === tagOfKeyword('SpecificCharacterSet')) continue;
    const items = itemsOf(element);
    out[tag] = items === undefined ? element : { vr: 'SQ', items: items.map(withoutCharacterSet) };
  }
  return out;
}

function itemsOf(element: EncodableDataset[string]): readonly EncodableDataset[] | undefined {
  if (element.vr !== 'SQ') return undefined;
  if ('items' in element) return element.items;
  return ('Value' in element ? (element.Value ?? []) : []) as EncodableDataset[];
}

function needsUtf8(dataset: EncodableDataset): boolean {
  return Object.values(dataset).some((element) => {
    const items = itemsOf(element);
    if (items !== undefined) return items.some(needsUtf8);
    if (!('Value' in element) || element.Value === undefined) return false;
    return element.Value.some((value) => {
      const text = value !== null && typeof value === 'object' ? personNameText(value) : value;
      return typeof text === 'string' && /[^\u0000-\u007f]/.test(text);
    });
  });
}
