import { existsSync, readFileSync, readdirSync } from 'node:fs';
import type { StackImage } from '../model/image-stack';
import { decodeSeg, type SegOutcome, type Segmentation } from '../model/seg-decoder';
import { largestImage, placeSegmentation } from '../model/seg-placement';
import { pack, segFile, type SegInput } from './seg.factory';

// 3 by 3: frames begin in the middle of a byte.
const masks = [
  [1, 0, 0, 0, 1, 0, 0, 0, 1],
  [0, 1, 0, 1, 1, 1, 0, 1, 0],
  [0, 0, 0, 0, 0, 0, 0, 0, 1],
];
const base: SegInput = {
  rows: 3,
  columns: 3,
  labels: ['Lesion', 'Œdème'],
  frames: [
    { segment: 1, source: '1.2.1', position: '0\\0\\1' },
    { segment: 2, source: '1.2.1', position: '0\\0\\1' },
    { segment: 1, source: '1.2.2', position: '0\\0\\2' },
  ],
  bits: pack(masks),
  orientation: '1\\0\\0\\0\\1\\0',
};

const image = (uid: string, change: Partial<StackImage> = {}): StackImage => ({
  imageId: `wadors:${uid}`,
  sopInstanceUid: uid,
  frame: 1,
  rows: 3,
  columns: 3,
  instanceNumber: 1,
  position: null,
  orientation: null,
  dataset: {},
  ...change,
});

function decoded(outcome: SegOutcome): Segmentation {
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.segmentation;
}

describe('decoding', () => {
  it('unpacks frames that do not begin at a byte, and keeps every segment', () => {
    const seg = decoded(decodeSeg(segFile(base)));
    expect(seg.segments).toEqual([
      { number: 1, label: 'Lesion' },
      { number: 2, label: 'Œdème' },
    ]);
    expect(seg.frames.map((frame) => [...frame.mask])).toEqual(masks);
    expect(seg.frames.map((frame) => frame.pixels)).toEqual([3, 5, 1]);
    expect(seg.frames.map((frame) => frame.sourceSopInstanceUid)).toEqual(['1.2.1', '1.2.1', '1.2.2']);
    expect(seg.frames[0]?.orientation).toEqual([1, 0, 0, 0, 1, 0]);
  });

  it.each([
    ['malformed', { type: 'SURFACE' }],
    ['malformed', { type: 'FRACTIONAL' }],
    ['compressed', { transferSyntax: '1.2.840.10008.1.2.5' }],
    ['malformed', { labels: [] }],
    ['malformed', { frames: [{ segment: 9, source: '1.2.1' }], bits: pack([masks[0] ?? []]) }],
  ] as const)('refuses: %s', (problem, change) => {
    expect(decodeSeg(segFile({ ...base, ...(change as Partial<SegInput>) }))).toMatchObject({
      ok: false,
      problem,
    });
  });

  it('refuses when the counts disagree', () => {
    expect(decodeSeg(segFile({ ...base, statedFrames: 4 }))).toMatchObject({
      ok: false,
      problem: 'count',
      stated: 4,
      found: 3,
    });
    expect(decodeSeg(segFile({ ...base, bits: pack(masks.slice(0, 1)) }))).toMatchObject({
      ok: false,
      problem: 'count',
    });
  });

  it('does not throw on rubbish', () => {
    expect(decodeSeg(new Uint8Array(40))).toEqual({ ok: false, problem: 'malformed' });
    expect(decodeSeg(segFile(base).subarray(0, 300))).toMatchObject({ ok: false });
  });
});

describe('placing', () => {
  const seg = decoded(decodeSeg(segFile(base)));
  const images = [image('1.2.0'), image('1.2.1'), image('1.2.2')];

  it('puts every frame on the image that it was derived from', () => {
    const placed = placeSegmentation(seg, images);
    if (!placed.ok) throw new Error(placed.problem);
    expect(placed.overlay.frames.get('wadors:1.2.1')?.map((frame) => frame.segmentNumber)).toEqual([1, 2]);
    expect(placed.overlay.frames.get('wadors:1.2.2')).toHaveLength(1);
    expect(placed.overlay.frameCount).toBe(3);
    expect(largestImage(placed.overlay, images)).toBe(1);
  });

  it('places nothing when one frame has no image', () => {
    expect(placeSegmentation(seg, images.slice(0, 2))).toEqual({
      ok: false,
      problem: 'unplaced',
      count: 1,
      total: 3,
    });
    const loose = decoded(
      decodeSeg(segFile({ ...base, frames: base.frames.map((frame) => ({ ...frame, source: null })) })),
    );
    expect(placeSegmentation(loose, images)).toMatchObject({ ok: false, problem: 'unplaced', count: 3 });
  });

  it('refuses another matrix and another place', () => {
    expect(placeSegmentation(seg, [image('1.2.1', { rows: 6 }), image('1.2.2')])).toEqual({
      ok: false,
      problem: 'size',
    });
    const moved = [image('1.2.1', { position: [0, 0, 9] }), image('1.2.2')];
    expect(placeSegmentation(seg, moved)).toEqual({ ok: false, problem: 'geometry' });
    const turned = [image('1.2.1', { orientation: [0, 1, 0, 1, 0, 0] }), image('1.2.2')];
    expect(placeSegmentation(seg, turned)).toEqual({ ok: false, problem: 'geometry' });
  });
});

const real = new URL('../../../../../../shared/dicom/', import.meta.url).pathname;
const onReal = existsSync(real) ? describe : describe.skip;

onReal('real objects (../shared/dicom)', () => {
  const read = (path: string): Uint8Array => Uint8Array.from(readFileSync(real + path));

  it('keeps all five overlapping segments with the counts that pydicom gives', () => {
    const folder = 'ct-liver-with-seg/';
    const outcomes = readdirSync(real + folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.dcm'))
      .map((name) => decodeSeg(read(folder + name)));
    const overlapping = outcomes.find((outcome) => outcome.ok && outcome.segmentation.segments.length === 5);
    if (!overlapping) throw new Error('the overlapping segmentation was not decoded');
    const counts = new Map<number, number>();
    for (const frame of decoded(overlapping).frames)
      counts.set(frame.segmentNumber, (counts.get(frame.segmentNumber) ?? 0) + frame.pixels);
    expect([...counts.values()].sort((a, b) => b - a)).toEqual([11888, 10743, 9602, 6693, 4713]);
  });

  it.each([
    ['sr-seg/liver_rle.dcm', 'compressed'],
    ['sr-seg/liver_j2k.dcm', 'compressed'],
  ])('%s is refused as %s', (path, problem) => {
    expect(decodeSeg(read(path))).toMatchObject({ ok: false, problem });
  });

  it.each([
    ['sr-seg/seg_image_ct_binary_fractional.dcm'],
    ['sr-seg/seg_image_ct_true_fractional.dcm'],
    ['sr-seg/seg_image_sm_control_labelmap.dcm'],
  ])('%s is decoded, each pixel of a segment at most once', (path) => {
    const { rows, columns, frames, segments } = decoded(decodeSeg(read(path)));
    expect(segments.length).toBeGreaterThan(0);
    expect(frames.some((frame) => frame.pixels > 0)).toBe(true);
    for (const frame of frames) {
      expect(frame.mask).toHaveLength(rows * columns);
      expect(frame.mask.reduce((sum, value) => sum + value, 0)).toBe(frame.pixels);
    }
  });

  it('decodes frames that do not end at a byte', () => {
    const seg = decoded(decodeSeg(read('sr-seg/liver_nonbyte_aligned.dcm')));
    expect((seg.rows * seg.columns) % 8).not.toBe(0);
    expect(seg.frames.every((frame) => frame.pixels > 0)).toBe(true);
  });
});
