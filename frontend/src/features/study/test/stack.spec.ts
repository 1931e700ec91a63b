import type { DicomDataset } from '../model/dicom-json';
import { buildStack, withoutNonsense } from '../model/image-stack';
import { firstPart } from '../model/multipart';
import { directionLetters, edgeLetters } from '../model/orientation';

const axial = [1, 0, 0, 0, 1, 0];

function dataset(uid: string, number: number, z: number | null, change: DicomDataset = {}): DicomDataset {
  return {
    '00080018': { vr: 'UI', Value: [uid] },
    '00200013': { vr: 'IS', Value: [number] },
    '00280010': { vr: 'US', Value: [4] },
    '00280011': { vr: 'US', Value: [4] },
    ...(z === null
      ? {}
      : { '00200032': { vr: 'DS', Value: [0, 0, z] }, '00200037': { vr: 'DS', Value: axial } }),
    ...change,
  };
}

const order = (datasets: DicomDataset[]): string[] =>
  buildStack('https://x/series', datasets).map((image) => image.sopInstanceUid);

describe('viewing order', () => {
  it('goes along the normal, whatever the names and numbers of the files', () => {
    expect(
      order([dataset('1.1', 1, 10), dataset('1.3', 2, 30), dataset('1.2', 3, 20), dataset('1.4', 4, 40)]),
    ).toEqual(['1.1', '1.2', '1.3', '1.4']);
  });
  it('runs in the direction of the instance numbers', () => {
    expect(order([dataset('1.1', 1, 30), dataset('1.2', 2, 20), dataset('1.3', 3, 10)])).toEqual([
      '1.1',
      '1.2',
      '1.3',
    ]);
  });
  it('falls back to numbers where images are not parallel or have no place', () => {
    const turned = { '00200037': { vr: 'DS', Value: [0, 1, 0, 0, 0, 1] } };
    expect(order([dataset('1.2', 2, 5), dataset('1.1', 1, 50, turned)])).toEqual(['1.1', '1.2']);
    expect(order([dataset('1.9', 3, null), dataset('1.8', 1, null)])).toEqual(['1.8', '1.9']);
  });
  it('gives each frame of a multi-frame object its own address, and leaves out what has no pixels', () => {
    const frames = buildStack('https://x/series', [
      dataset('1.5', 1, null, { '00280008': { Value: [3] } }),
      { '00080018': { Value: ['1.6'] } },
    ]);
    expect(frames.map((image) => image.imageId)).toEqual(
      [1, 2, 3].map((frame) => `wadors:https://x/series/instances/1.5/frames/${frame}`),
    );
  });
  it('does not pass nonsense on to the viewer', () => {
    const clean = withoutNonsense({
      '00280030': { Value: [0, 0] },
      '00281050': { Value: [40] },
      '00281051': { Value: [0] },
      '00200032': { Value: [1, 2] },
      '00080060': { Value: ['CR'] },
    });
    expect(Object.keys(clean)).toEqual(['00080060']);
    const useful = { '00280030': { Value: [0.5, 0.5] }, '00080060': { Value: ['CR'] } };
    expect(withoutNonsense(useful)).toEqual(useful);
  });

  it('names a modality where none is stated, since the viewer needs one', () => {
    expect(withoutNonsense({ '00080060': { vr: 'CS' } })['00080060']?.Value).toEqual(['OT']);
    expect(withoutNonsense({})['00080060']?.Value).toEqual(['OT']);
  });
});

describe('orientation letters', () => {
  it('names the edges of an axial image as a radiologist sees it', () => {
    expect(edgeLetters([0, -1, 0], [0, 0, -1])).toEqual({ top: 'A', bottom: 'P', left: 'R', right: 'L' });
  });
  it('names both parts of an oblique direction, the larger first', () => {
    expect(directionLetters([0, 0.5, 0.86])).toBe('HP');
    expect(directionLetters([-0.99, 0.1, 0])).toBe('R');
  });
});

describe('multipart', () => {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const body = encode('--b\r\nContent-Type: application/dicom\r\n\r\nDATA\r\nMORE\r\n--b--\r\n');
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  it('gives the first part', () => {
    expect(text(firstPart(body, 'multipart/related; type="application/dicom"; boundary=b'))).toBe(
      'DATA\r\nMORE',
    );
    expect(text(firstPart(body, 'multipart/related; boundary="b"; type="application/dicom"'))).toBe(
      'DATA\r\nMORE',
    );
  });
  it('gives a plain answer as it is', () => {
    expect(firstPart(body, 'application/dicom')).toBe(body);
  });
  it('does not take a cut-off answer for a whole one', () => {
    expect(() => firstPart(body.subarray(0, 45), 'multipart/related; boundary=b')).toThrow();
    expect(() => firstPart(body, 'multipart/related')).toThrow();
  });
});
