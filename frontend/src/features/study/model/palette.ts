import { numbers, text, type DicomDataset, type DicomElement } from './dicom-json';

/** Fetches the bytes behind a BulkDataURI. */
export type FetchBulk = (uri: string) => Promise<Uint8Array>;

const PHOTOMETRIC = '00280004';
/** A descriptor says 0 for it (PS3.3 C.7.6.3.1.5). */
const MOST_ENTRIES = 65_536;
const channels = [
  { descriptor: '00281101', data: '00281201', segmented: '00281221' },
  { descriptor: '00281102', data: '00281202', segmented: '00281222' },
  { descriptor: '00281103', data: '00281203', segmented: '00281223' },
] as const;

/**
 * The dataset of a PALETTE COLOR image with its tables as plain numbers, segmented ones expanded
 * (PS3.3 C.7.6.3.1.5, C.7.9.2). Other datasets come back as they are.
 */
export async function withPalette(dataset: DicomDataset, fetchBulk: FetchBulk): Promise<DicomDataset> {
  if (text(dataset, PHOTOMETRIC) !== 'PALETTE COLOR') return dataset;
  const tables = await Promise.all(
    channels.map(async ({ descriptor, data, segmented }) => {
      const [entries = 0, , bits = 16] = numbers(dataset, descriptor);
      const plain = await bytesOf(dataset[data], fetchBulk);
      if (plain) return [data, elementOf(valuesOf(plain, bits, entries))] as const;
      const packed = await bytesOf(dataset[segmented], fetchBulk);
      return [data, packed && elementOf(expandSegments(packed, bits))] as const;
    }),
  );
  return { ...dataset, ...Object.fromEntries(tables.filter(([, element]) => element)) };
}

function elementOf(values: number[]): DicomElement {
  return { vr: 'US', Value: values };
}

async function bytesOf(
  element: DicomElement | undefined,
  fetchBulk: FetchBulk,
): Promise<Uint8Array | undefined> {
  if (element?.InlineBinary !== undefined)
    return Uint8Array.from(atob(element.InlineBinary), (character) => character.charCodeAt(0));
  return element?.BulkDataURI === undefined ? undefined : fetchBulk(element.BulkDataURI);
}

/** Entries of eight bits stand two in a word, or one in each where a writer wasted the other half. */
function valuesOf(bytes: Uint8Array, bits: number, entries: number): number[] {
  const count = entries === 0 ? MOST_ENTRIES : entries;
  return bits > 8 || bytes.length >= 2 * count ? words(bytes) : [...bytes.subarray(0, count)];
}

function words(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length >> 1 }, (_, index) => view.getUint16(index * 2, true));
}

/** Discrete, linear and indirect segments (PS3.3 C.7.9.2.1 to C.7.9.2.3), up to the most a table may have. */
export function expandSegments(bytes: Uint8Array, bits: number): number[] {
  const units = bits > 8 ? words(bytes) : [...bytes];
  const unitBytes = bits > 8 ? 2 : 1;
  const table: number[] = [];
  const run = (start: number, most: number, nested: boolean): void => {
    let at = start;
    for (let done = 0; done < most && at + 2 < units.length; done += 1) {
      if (table.length > MOST_ENTRIES) throw new Error('The colour palette is longer than a palette may be');
      const [code = 0, length = 0] = units.slice(at, at + 2);
      if (code === 0) {
        for (const value of units.slice(at + 2, at + 2 + length)) table.push(value);
        at += 2 + length;
      } else if (code === 1) {
        const from = table.at(-1) ?? 0;
        const to = units[at + 2] ?? from;
        for (let step = 1; step <= length; step += 1)
          table.push(Math.round(from + ((to - from) * step) / length));
        at += 3;
      } else if (code === 2 && !nested) {
        run(offsetAt(units, at + 2, bits) / unitBytes, length, true);
        at += 2 + (bits > 8 ? 2 : 4);
      } else throw new Error(`The colour palette has an unknown segment type (${code})`);
    }
  };
  run(0, Infinity, false);
  return table;
}

/** A byte offset, least significant part first. */
function offsetAt(units: readonly number[], at: number, bits: number): number {
  const parts = bits > 8 ? units.slice(at, at + 2) : units.slice(at, at + 4);
  return parts.reduceRight((sum, part) => sum * 2 ** (bits > 8 ? 16 : 8) + part, 0);
}
