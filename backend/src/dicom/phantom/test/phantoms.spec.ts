import { getNumber, getNumbers, getString } from '../../json/getters.js';
import { parsePart10 } from '../../parse/part10.js';
import { dciodvfy } from '../../encode/test/judges.js';
import { chestDxPhantom } from '../chest-dx-phantom.js';
import { ctVolumePhantom } from '../ct-volume-phantom.js';
import { headCtPhantom } from '../head-ct-phantom.js';
import type { PhantomIdentity } from '../phantom-study.js';

const IDENTITY: PhantomIdentity = {
  seed: 'spec',
  name: 'ALPHA',
  acquired: { date: '20261125', time: '080000' },
  accessionNumber: 'P0001',
};

describe('headCtPhantom', () => {
  const slices = [...headCtPhantom({ ...IDENTITY, lesion: true })];

  it('is one series of 26 slices of 5 mm from the skull base upwards, named PHANTOM and said to be synthetic', () => {
    const headers = slices.map(({ bytes }) => parsePart10(bytes).dataset);
    expect(new Set(headers.map((header) => getString(header, 'SeriesInstanceUID'))).size).toBe(1);
    expect(headers.map((header) => getNumbers(header, 'ImagePositionPatient')[2])).toEqual(
      Array.from({ length: 26 }, (_, index) => -45 + 5 * index),
    );
    for (const header of headers) {
      expect(getString(header, 'PatientName')).toBe('PHANTOM^ALPHA');
      expect(getString(header, 'PatientID')).toBe('PHANTOM-ALPHA');
      expect(getString(header, 'StudyDescription')).toContain('PHANTOM');
      expect(getString(header, 'ImageComments')).toContain('Synthetic');
    }
  });

  it('passes the judge without a word', () => {
    for (const { bytes } of [slices[0], slices[12]].filter((slice) => slice !== undefined)) {
      expect(dciodvfy(bytes)).toEqual({ errors: [], warnings: [] });
    }
  });

  it('is the same for the same seed and another for another', () => {
    const first = (seed: string): Uint8Array => {
      const slice = headCtPhantom({ ...IDENTITY, seed, lesion: true }).next().value;
      return slice === undefined ? new Uint8Array() : slice.bytes;
    };
    expect(Buffer.compare(first('spec'), slices[0]?.bytes ?? new Uint8Array())).toBe(0);
    expect(Buffer.compare(first('spec'), first('other'))).not.toBe(0);
  });

  it('refuses a name that is no phantom name, and too many slices', () => {
    expect(() => [...headCtPhantom({ ...IDENTITY, name: 'Smith^John' })]).toThrow('capital letters');
    expect(() => [...headCtPhantom({ ...IDENTITY, slices: 40 })]).toThrow('10 to 28');
  });
});

describe('chestDxPhantom', () => {
  it.each([false, true])('passes the judge without a word (opacity: %s)', (opacity) => {
    const { bytes } = chestDxPhantom({ ...IDENTITY, opacity });
    const { dataset } = parsePart10(bytes);
    expect(getNumber(dataset, 'Rows')).toBe(1024);
    expect(getString(dataset, 'ViewPosition')).toBe('PA');
    expect(dciodvfy(bytes)).toEqual({ errors: [], warnings: [] });
  });
});

describe('ctVolumePhantom', () => {
  it('makes slices that differ from one another and pass the judge', () => {
    const [first, second, ...more] = [...ctVolumePhantom({ ...IDENTITY, slices: 3 })];
    if (first === undefined || second === undefined) throw new Error('There are no slices');
    expect(more).toHaveLength(1);
    expect(first.bytes.length).toBeGreaterThan(512 * 512 * 2);
    expect(Buffer.compare(first.bytes.subarray(-512 * 1024), second.bytes.subarray(-512 * 1024))).not.toBe(0);
    expect(dciodvfy(first.bytes)).toEqual({ errors: [], warnings: [] });
  });
});
