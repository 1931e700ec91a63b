/** Look-up tables of the Modality and VOI LUT modules (PS3.3 C.11.1.1.1, C.11.2.1.1). */
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { getElement, getNumber } from '../json/getters.js';
import { wordValues } from '../parse/bulk-data.js';
import type { InstanceBytes } from '../parse/byte-source.js';
import type { ParsedInstance } from '../parse/parsed-instance.js';

/** A table from stored values to output values. */
export interface LookupTable {
  /** Input value of the first entry; inputs below it take the first entry, inputs beyond the end the last. */
  readonly firstMapped: number;
  readonly entries: Uint16Array;
  /** Bits of an output value. */
  readonly bits: number;
}

/** Reads the LUTDescriptor and LUTData of a sequence item; undefined where they are absent or disagree. */
export function readLookupTable(
  bytes: InstanceBytes,
  parsed: ParsedInstance,
  item: DicomJsonDataset,
): LookupTable | undefined {
  const count = getNumber(item, 'LUTDescriptor', 0);
  const firstMapped = getNumber(item, 'LUTDescriptor', 1);
  const bits = getNumber(item, 'LUTDescriptor', 2);
  const words = wordValues(bytes, parsed, getElement(item, 'LUTData'));
  if (count === undefined || firstMapped === undefined || bits === undefined || words === undefined)
    return undefined;
  const length = count === 0 ? 65536 : count & 0xffff;
  const packed = bits === 8 && words.length < length && words.length === Math.ceil(length / 2);
  const entries = packed ? unpackBytes(words, length) : words.subarray(0, length);
  return entries.length < length || length === 0 ? undefined : { firstMapped, entries, bits };
}

/** Output value of one input value. */
export function lookUp(table: LookupTable, value: number): number {
  const index = Math.round(value) - table.firstMapped;
  return table.entries[Math.min(Math.max(index, 0), table.entries.length - 1)] ?? 0;
}

/** Two 8-bit entries in each word, the first in the low byte. */
function unpackBytes(words: Uint16Array, length: number): Uint16Array {
  const entries = new Uint16Array(length);
  for (let i = 0; i < length; i += 1) entries[i] = ((words[i >> 1] ?? 0) >> (8 * (i & 1))) & 0xff;
  return entries;
}
