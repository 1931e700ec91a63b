/** Palette Color Lookup Tables (PS3.3 C.7.6.3.1.5 and C.7.9.2). */
import { DicomDecodeError } from '../codecs/dicom-decode-error.js';
import type { PixelArray } from '../codecs/samples.js';
import { getElement, getNumber } from '../json/getters.js';
import { wordValues } from '../parse/bulk-data.js';
import type { ParsedInstance } from '../parse/parsed-instance.js';

const COLOURS = ['Red', 'Green', 'Blue'] as const;

/** Output of one colour, from 0 to 255, for each entry. */
interface ColourTable {
  firstMapped: number;
  entries: Uint8Array;
}

/** The three tables. @throws DicomDecodeError where one is absent, too short, or segmented */
export function readPalette(bytes: Uint8Array, parsed: ParsedInstance): readonly ColourTable[] {
  return COLOURS.map((colour) => readTable(bytes, parsed, colour));
}

/** Interleaved red, green and blue; values beyond a table take its first or last entry. */
export function applyPalette(pixels: PixelArray, tables: readonly ColourTable[]): Uint8Array {
  const out = new Uint8Array(pixels.length * tables.length);
  tables.forEach(({ firstMapped, entries }, channel) => {
    const last = entries.length - 1;
    for (let at = 0; at < pixels.length; at += 1) {
      const index = Math.min(Math.max((pixels[at] ?? 0) - firstMapped, 0), last);
      out[at * tables.length + channel] = entries[index] ?? 0;
    }
  });
  return out;
}

function readTable(bytes: Uint8Array, parsed: ParsedInstance, colour: (typeof COLOURS)[number]): ColourTable {
  const { dataset } = parsed;
  const descriptor = `${colour}PaletteColorLookupTableDescriptor`;
  const count = getNumber(dataset, descriptor, 0);
  const firstMapped = getNumber(dataset, descriptor, 1);
  const bits = getNumber(dataset, descriptor, 2);
  const words = wordValues(bytes, parsed, getElement(dataset, `${colour}PaletteColorLookupTableData`));
  const length = count === 0 ? 65_536 : (count ?? 0) & 0xffff;
  const packed = words !== undefined && words.length < length && words.length >= Math.ceil(length / 2);
  if (words === undefined || firstMapped === undefined || (words.length < length && !packed)) {
    throw new DicomDecodeError(
      'UNSUPPORTED_PIXEL_FORMAT',
      `The ${colour.toLowerCase()} palette of the image cannot be read: its table is absent, short or segmented.`,
    );
  }
  const value = (at: number): number =>
    packed ? ((words[at >> 1] ?? 0) >> (8 * (at & 1))) & 0xff : (words[at] ?? 0);
  const entries = Array.from({ length }, (_, at) => value(at));
  // Tables that say 16 bits and hold 8-bit values are not rare.
  const wide = bits === 16 && !packed && entries.some((entry) => entry > 0xff);
  return { firstMapped, entries: Uint8Array.from(entries, (entry) => (wide ? entry >> 8 : entry)) };
}
