/** What parsing an instance gives. */
import type { DatasetEncoding } from '../dictionary/transfer-syntax.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';
import type { BulkReference } from './bulk-reference.js';
import { sourceOf, type ByteSource, type InstanceBytes } from './byte-source.js';

/** Where the pixels lie. Offsets count from the start of the content (see ParsedInstance.inflated). */
export interface PixelDataLocation {
  readonly keyword: 'PixelData' | 'FloatPixelData' | 'DoubleFloatPixelData';
  readonly vr: string;
  readonly offset: number;
  /** Bytes of the value field; of encapsulated data with its item headers and delimiter. */
  readonly length: number;
  readonly encapsulated: boolean;
  /** Offsets of the frames from the first fragment item; empty where the writer left the table empty. */
  readonly basicOffsetTable: readonly number[];
  /** Compressed fragments in order, without the offset table item; empty for native data. */
  readonly fragments: readonly BulkReference[];
}

/** An instance as read. Nothing here holds a copy of the pixels. */
export interface ParsedInstance {
  /** Group 0002; empty where there was none. */
  readonly fileMeta: DicomJsonDataset;
  /** As declared; where nothing declares it, the native syntax that the bytes show. */
  readonly transferSyntaxUid: string;
  /** How the bytes are really written, which now and then differs from what the meta group declares. */
  readonly encoding: DatasetEncoding;
  /** Text is Unicode whatever the character set was; private elements are kept. */
  readonly dataset: DicomJsonDataset;
  /** (0008,0005) as written. */
  readonly specificCharacterSet: readonly string[];
  /** First byte of the dataset, after the meta group, in the bytes as received. */
  readonly datasetOffset: number;
  readonly pixelData?: PixelDataLocation;
  /** Only of a deflated dataset: its bytes inflated. They, not the file, are then the content. */
  readonly inflated?: Uint8Array;
}

/** The bytes that bulk references and pixel offsets count in: the file, or the inflated dataset. */
export function contentOf(bytes: InstanceBytes, parsed: ParsedInstance): ByteSource {
  return sourceOf(parsed.inflated ?? bytes);
}
