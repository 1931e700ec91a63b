import type { DicomDataset, DicomElement } from '../model/dicom-json';
import { expandSegments, withPalette } from '../model/palette';

function bytes(...words: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(words.length * 2));
  words.forEach((word, index) => view.setUint16(index * 2, word, true));
  return new Uint8Array(view.buffer);
}

function base64(data: Uint8Array): string {
  return btoa(String.fromCharCode(...data));
}

const noBulk = () => Promise.reject(new Error('nothing is fetched here'));

function palette(bits: number, data: Uint8Array): DicomDataset {
  return {
    '00280004': { vr: 'CS', Value: ['PALETTE COLOR'] },
    ...Object.fromEntries<DicomElement>(
      ['1', '2', '3'].flatMap((channel) => [
        [`0028110${channel}`, { vr: 'US', Value: [4, 0, bits] }],
        [`0028120${channel}`, { vr: 'OW', InlineBinary: base64(data) }],
      ]),
    ),
  };
}

test('a dataset without a palette is left alone', async () => {
  const dataset = { '00280004': { vr: 'CS', Value: ['MONOCHROME2'] } };
  expect(await withPalette(dataset, noBulk)).toBe(dataset);
});

test('entries of sixteen bits become numbers, least significant byte first', async () => {
  const done = await withPalette(palette(16, bytes(0, 256, 65_535, 7)), noBulk);
  for (const tag of ['00281201', '00281202', '00281203'])
    expect(done[tag]?.Value).toEqual([0, 256, 65_535, 7]);
});

test('entries of eight bits may stand two in a word or one in each', async () => {
  const packed = await withPalette(palette(8, Uint8Array.of(1, 2, 3, 4)), noBulk);
  expect(packed['00281201']?.Value).toEqual([1, 2, 3, 4]);
  const wide = await withPalette(palette(8, bytes(1, 2, 3, 4)), noBulk);
  expect(wide['00281201']?.Value).toEqual([1, 2, 3, 4]);
});

test('a segmented table behind a bulk data address is fetched and expanded', async () => {
  const asked: string[] = [];
  const dataset = {
    '00280004': { vr: 'CS', Value: ['PALETTE COLOR'] },
    ...Object.fromEntries<DicomElement>(
      ['1', '2', '3'].flatMap((channel) => [
        [`0028110${channel}`, { vr: 'US', Value: [6, 0, 16] }],
        [`0028122${channel}`, { vr: 'OW', BulkDataURI: `/bulk/${channel}` }],
      ]),
    ),
  };
  const done = await withPalette(dataset, (uri) => {
    asked.push(uri);
    return Promise.resolve(bytes(0, 2, 10, 20, 1, 4, 60));
  });
  expect(asked).toEqual(['/bulk/1', '/bulk/2', '/bulk/3']);
  expect(done['00281203']?.Value).toEqual([10, 20, 30, 40, 50, 60]);
});

test('an indirect segment repeats earlier ones from its byte offset', () => {
  // discrete (5, 6) at byte 0; linear to 8 in 2 steps at byte 8; then both again
  const table = expandSegments(bytes(0, 2, 5, 6, 1, 2, 8, 2, 2, 0, 0), 16);
  expect(table).toEqual([5, 6, 7, 8, 5, 6, 7, 8]);
});

test('an unknown segment is an error that says so', () => {
  expect(() => expandSegments(bytes(9, 1, 1), 16)).toThrow('unknown segment type (9)');
});

test('a table that repeats itself, or grows without bound, is an error', () => {
  expect(() => expandSegments(bytes(2, 9, 0, 0), 16)).toThrow('unknown segment type (2)');
  const long = Array.from({ length: 4 }, () => [1, 65_535, 1]).flat();
  expect(() => expandSegments(bytes(...long), 16)).toThrow('longer than a palette may be');
});
