import type { AiState, Finding, TensorManifest } from '@firstread/contract';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chestDxPhantom,
  getNumber,
  getString,
  headCtPhantom,
  parsePart10,
  type DicomJsonDataset,
} from '../../dicom/index.js';
import { shippedModel } from '../../../test/shipped-models.js';
import { cieLabOf } from '../domain/colour.js';
import { encodeRun, type EncodableRun } from '../domain/encode-run.js';
import { drawSummary } from '../summary-picture.js';

const acquired = { date: '20260301', time: '080000' };
const headers = (bytes: Iterable<{ bytes: Uint8Array }>): DicomJsonDataset[] =>
  Array.from(bytes, (instance) => parsePart10(instance.bytes).dataset);
const headCt = headers(headCtPhantom({ seed: 'encode', name: 'P1', acquired, slices: 10, lesion: true }));
const chest = headers([chestDxPhantom({ seed: 'encode-chest', name: 'P2', acquired })]);

function finding(manifest: TensorManifest, flagged: boolean): Finding[] {
  return manifest.outputs.flatMap((output): Finding[] => {
    if (!output.finding) return [];
    const { concept, label, critical } = output.finding;
    const base = { concept, label, critical, flagged, operatingPoint: 0.5 };
    return output.kind === 'classification'
      ? [{ ...base, score: flagged ? 0.9 : 0.1, quantity: null, keyImage: null, boxes: [] }]
      : [
          {
            ...base,
            score: null,
            quantity: { value: flagged ? 3.5 : 0, unit: 'mL' },
            keyImage: null,
            boxes: [],
          },
        ];
  });
}

function runOf(manifest: TensorManifest, change: Partial<EncodableRun> = {}): EncodableRun {
  const source = manifest.input.form.kind === 'slices' ? headCt : chest;
  const images = source.map((dataset) => getString(dataset, 'SOPInstanceUID') ?? '');
  const pixels = manifest.input.form.kind === 'slices' ? 512 * 512 : 1024 * 1024;
  const values = Uint8Array.from({ length: pixels }, (_, i) => (i % 4096 < 64 ? 1 : 0));
  const segments = manifest.outputs
    .filter((output) => output.kind === 'segmentation')
    .map(({ tensor, channel = 0 }) => ({ tensor, channel, masks: images.map(() => ({ values })) }));
  return {
    id: '6f0d8f1e-0000-4000-8000-000000000001',
    state: 'flagged',
    reason: null,
    finishedAt: new Date('2026-03-01T08:05:00Z'),
    seriesNumber: 9001,
    manifest,
    findings: finding(manifest, true),
    source,
    ...(segments.length > 0 ? { masks: { images, segments } } : {}),
    ...change,
  };
}

/** Label maps are of 2024; the validator does not know them. */
const YOUNGER_THAN_THE_JUDGE = /^Error - Information Object Not found/;

/** Throws where a judge is missing or finds an error. */
function judge(bytes: Uint8Array, kind: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'firstread-judge-'));
  try {
    const file = join(folder, `${kind}.dcm`);
    writeFileSync(file, bytes);
    const verdict = spawnSync('dciodvfy', [file], { encoding: 'utf8' });
    if (verdict.error) throw verdict.error;
    const errors = `${verdict.stdout}${verdict.stderr}`
      .split('\n')
      .filter((line) => line.startsWith('Error') && !YOUNGER_THAN_THE_JUDGE.test(line));
    expect(errors).toEqual([]);
    return kind.startsWith('SR') || kind === 'KOS'
      ? execFileSync('dsrdump', ['+Pl', file], { encoding: 'utf8' })
      : '';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.each(['cxr-opacity-triage', 'cxr-lung-segmenter', 'head-ct-hyperdensity'])('results of %s', (id) => {
  let manifest: TensorManifest;
  beforeAll(async () => {
    manifest = (await shippedModel(id)).manifest;
  });
  const stateOf = (): AiState => (id === 'cxr-lung-segmenter' ? 'notFlagged' : 'flagged');

  it('pass the validators and say what they are', () => {
    const { sr, seg } = objectsOf(runOf(manifest, { state: stateOf() }));
    const text = judge(sr, 'SR');
    expect(text).toContain('Not for clinical use');
    expect(text).toContain(manifest.version);
    if (seg) judge(seg, 'SEG');
    expect(seg === undefined).toBe(manifest.presentationClass === 'notifyOnly');
  });

  it('are the same bytes for the same run, and other objects for another', () => {
    const once = objectsOf(runOf(manifest, { state: stateOf() }));
    expect(objectsOf(runOf(manifest, { state: stateOf() }))).toEqual(once);
    const other = objectsOf(
      runOf(manifest, { state: stateOf(), id: '6f0d8f1e-0000-4000-8000-000000000002' }),
    );
    expect(sopInstanceUid(other.sr)).not.toBe(sopInstanceUid(once.sr));
  });

  it('never call a result without a flag negative', () => {
    const { sr } = objectsOf(runOf(manifest, { state: 'notFlagged', findings: finding(manifest, false) }));
    expect(judge(sr, 'SR').toLowerCase()).not.toMatch(/negative|no evidence|absent/);
  });

  it('say why a study could not be evaluated', () => {
    const reason = 'no closed intracranial space was found in enough slices';
    const { sr, seg } = objectsOf(
      withoutMasks(runOf(manifest, { state: 'notEvaluable', reason, findings: [] })),
    );
    expect(judge(sr, 'SR')).toContain(reason);
    expect(seg).toBeUndefined();
  });
});

function objectsOf(run: EncodableRun): { sr: Uint8Array; seg: Uint8Array | undefined } {
  const { objects } = encodeRun(run);
  const of = (kind: string) => objects.find((object) => object.kind === kind)?.bytes;
  return { sr: of('SRsegment') ?? of('SRnoRoi') ?? new Uint8Array(), seg: of('SEG') };
}

function withoutMasks({ masks: _masks, ...run }: EncodableRun): EncodableRun {
  return run;
}

function sopInstanceUid(bytes: Uint8Array): string | undefined {
  return getString(parsePart10(bytes).dataset, 'SOPInstanceUID');
}

describe('results of every kind of output', () => {
  const concept = { scheme: 'SCT', value: '52988006', meaning: 'Lesion' };
  const named = (label: string) => ({ concept, label, critical: false });
  const segment = (label: string) => ({
    label,
    category: { scheme: 'SCT', value: '49755003', meaning: 'Morphologically Abnormal Structure' },
    type: concept,
    colour: [255, 0, 0] as [number, number, number],
  });
  const map = { kind: 'segmentation', threshold: 0.5, upsampling: 'bilinear' } as const;
  const outputs: TensorManifest['outputs'] = [
    {
      kind: 'classification',
      tensor: 'score',
      index: 0,
      operatingPoint: 0.5,
      finding: named('Bleeding suspected'),
    },
    {
      kind: 'boxes',
      tensor: 'boxes',
      scores: 'scores',
      minimumScore: 0.1,
      overlapLimit: 0.5,
      maximumBoxes: 5,
      operatingPoint: 0.5,
      colour: [0, 160, 255],
      finding: named('Nodule suspected'),
    },
    {
      kind: 'regression',
      tensor: 'share',
      index: 0,
      measurement: {
        concept: { scheme: 'SCT', value: '118565006', meaning: 'Volume' },
        unit: { value: 'mL', meaning: 'milliliter' },
      },
      finding: named('Ventricles'),
    },
    { ...map, tensor: 'a', segment: segment('Binary') },
    { ...map, tensor: 'b', channel: 1, encoding: 'fractional', segment: segment('Probability') },
    { ...map, tensor: 'c', encoding: 'labelmap', segment: segment('Label one') },
    { ...map, tensor: 'd', encoding: 'labelmap', segment: segment('Label two') },
  ];
  const images = headCt.map((dataset) => getString(dataset, 'SOPInstanceUID') ?? '');
  const masks = (from: number) =>
    images.map(() => ({
      values: Uint8Array.from({ length: 512 * 512 }, (_, i) =>
        i % 512 >= from && i % 512 < from + 9 ? 1 : 0,
      ),
    }));
  const fractions = images.map(() =>
    Uint8Array.from({ length: 512 * 512 }, (_, i) => (i % 512 < 200 ? i % 256 : 0)),
  );
  const none = { score: null, operatingPoint: null, quantity: null, keyImage: null, boxes: [] };
  const box = { sopInstanceUid: images[4] ?? '', left: 10, top: 20, right: 40.5, bottom: 60 };
  const findings: Finding[] = [
    { ...none, ...named('Bleeding suspected'), flagged: true, score: 0.9, keyImage: images[3] ?? null },
    {
      ...none,
      ...named('Nodule suspected'),
      flagged: true,
      score: 0.8,
      keyImage: images[4] ?? null,
      boxes: [
        { ...box, score: 0.8 },
        { ...box, left: 100, right: 130, score: 0.3 },
      ],
    },
    { ...none, ...named('Ventricles'), flagged: false, quantity: { value: 31.25, unit: 'mL' } },
  ];
  let run: EncodableRun;
  beforeAll(async () => {
    const { manifest } = await shippedModel('head-ct-hyperdensity');
    run = {
      ...runOf(manifest),
      manifest: { ...manifest, presentationClass: 'overlayConcurrent', outputs },
      findings,
      masks: {
        images,
        segments: [
          { tensor: 'a', channel: 0, masks: masks(0) },
          { tensor: 'b', channel: 1, masks: masks(0), fractions },
          { tensor: 'c', channel: 0, masks: masks(20) },
          { tensor: 'd', channel: 0, masks: masks(25) },
        ],
      },
      extras: { keyObjects: true, summary: { rows: 2, columns: 4, pixels: new Uint8Array(8) } },
    };
  });

  it('are a series each, and pass the validators', () => {
    const { objects } = encodeRun(run);
    expect(objects.map(({ kind }) => kind)).toEqual([
      'SR',
      'SRsegment',
      'SRnoRoi',
      'SEG',
      'SEG',
      'SEG',
      'KOS',
      'SC',
    ]);
    const headers = objects.map(({ bytes }) => parsePart10(bytes).dataset);
    expect(new Set(headers.map((one) => getString(one, 'SeriesInstanceUID'))).size).toBe(objects.length);
    expect(new Set(headers.map((one) => getNumber(one, 'SeriesNumber'))).size).toBe(objects.length);
    for (const { kind, bytes } of objects) judge(bytes, kind);
  });

  it('have what is drawn, what is a segment and what has no place in a report each', () => {
    const { objects } = encodeRun(run);
    const text = (kind: string) =>
      judge(objects.find((one) => one.kind === kind)?.bytes ?? new Uint8Array(), kind);
    const [drawn, segments, placeless] = [text('SR'), text('SRsegment'), text('SRnoRoi')];
    expect(drawn).toContain('Nodule suspected 1');
    expect(drawn).toContain('Nodule suspected 2');
    expect(drawn.match(/SCOORD.*POLYLINE/g)).toHaveLength(2);
    for (const label of ['Binary', 'Probability', 'Label one', 'Label two'])
      expect(segments).toContain(label);
    expect(segments).not.toContain('SCOORD');
    for (const text of [drawn, segments]) expect(text).not.toContain('Bleeding suspected');
    expect(placeless).toContain('Bleeding suspected');
    expect(placeless).toMatch(/31\.25/);
    expect(placeless).not.toContain('Nodule suspected');
    expect(text('KOS').match(/<contains IMAGE/g)).toHaveLength(2);
  });

  it('draw where a flagged segment is on its key image', () => {
    const finding = { ...named('Lesion suspected'), quantity: 'volume', operatingPoint: 1 } as const;
    const flagged = { ...none, ...named('Lesion suspected'), flagged: true, keyImage: images[7] ?? null };
    const { objects } = encodeRun({
      ...run,
      manifest: {
        ...run.manifest,
        outputs: [{ ...map, tensor: 'c', segment: segment('Lesion'), finding }],
      },
      findings: [flagged],
    });
    expect(objects.map(({ kind }) => kind)).toEqual(['SR', 'SRsegment', 'SEG', 'KOS', 'SC']);
    const [drawn, outlined] = objects.map(({ bytes, kind }) => judge(bytes, kind));
    expect(drawn).toContain('Lesion, place');
    expect(drawn).toContain('(POLYLINE,20/0,29/0,29/512,20/512,20/0)');
    const content = JSON.stringify(parsePart10(objects[0]?.bytes ?? new Uint8Array()).dataset['0040A730']);
    const mentions = (uid: string | undefined) => content.split(`"${uid}"`).length - 1;
    expect(mentions(images[7])).toBe(mentions(images[6]) + 1);
    const tracked = (text: string | undefined) => text?.match(/Tracking Unique Identifier.*?"([\d.]+)"/)?.[1];
    expect(tracked(drawn)).toBeDefined();
    expect(tracked(drawn)).not.toBe(tracked(outlined));
  });

  it('keep probabilities, and labels by number', () => {
    const segs = encodeRun(run)
      .objects.filter(({ kind }) => kind === 'SEG')
      .map(({ bytes }) => parsePart10(bytes));
    expect(segs.map(({ dataset }) => getString(dataset, 'SegmentationType'))).toEqual([
      'BINARY',
      'FRACTIONAL',
      'LABELMAP',
    ]);
    const [, fractional, labels] = encodeRun(run).objects.filter(({ kind }) => kind === 'SEG');
    const first = (bytes: Uint8Array | undefined) =>
      Buffer.from(bytes ?? []).subarray(-512 * 512 * images.length);
    expect(first(fractional?.bytes).subarray(0, 4)).toEqual(Buffer.of(0, 1, 2, 3));
    expect([...first(labels?.bytes).subarray(19, 36)]).toEqual([
      0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 0, 0,
    ]);
  });

  it('name what they supersede, and say when the algorithm failed', () => {
    const { objects } = encodeRun({
      ...run,
      state: 'failed',
      reason: 'The model did not answer within 40 ms',
      findings: [],
      predecessors: [
        {
          kind: 'SRnoRoi',
          reference: {
            StudyInstanceUID: getString(headCt[0] ?? {}, 'StudyInstanceUID') ?? '',
            SeriesInstanceUID: '1.2.3',
            SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.34',
            SOPInstanceUID: '1.2.3.4',
            NumberOfFrames: 1,
          },
        },
      ],
      extras: { keyObjects: true },
    });
    expect(objects.map(({ kind }) => kind)).toEqual(['SRnoRoi']);
    const [sr] = objects;
    expect(judge(sr?.bytes ?? new Uint8Array(), 'SR')).toContain('did not answer within 40 ms');
    expect(JSON.stringify(parsePart10(sr?.bytes ?? new Uint8Array()).dataset['0040A360'])).toContain(
      '1.2.3.4',
    );
  });

  it('of a triage-class model are words alone', () => {
    const { objects } = encodeRun({ ...run, manifest: { ...run.manifest, presentationClass: 'notifyOnly' } });
    expect(objects.map(({ kind, marks }) => [kind, marks])).toEqual([
      ['SRnoRoi', false],
      ['SC', false],
    ]);
    expect(judge(objects[0]?.bytes ?? new Uint8Array(), 'SR')).not.toMatch(/0\.9|0\.8|31\.25|SCOORD/);
  });
});

describe('a summary picture', () => {
  it('has light words on a dark ground, the same each time', async () => {
    const model = { name: 'Head CT <&> hyperdensity', version: '1.0.0', manufacturer: 'Firstread' };
    const result = {
      state: 'notEvaluable' as const,
      reason: 'no head',
      findings: [],
      finishedAt: new Date(0),
    };
    const { rows, columns, pixels } = await drawSummary(model, result);
    expect(pixels).toHaveLength(rows * columns);
    const light = pixels.filter((pixel) => pixel > 128).length;
    expect(light).toBeGreaterThan(500);
    expect(light).toBeLessThan(pixels.length / 5);
    expect((await drawSummary(model, result)).pixels).toEqual(pixels);
  });
});

describe('colour', () => {
  it.each([
    [
      [255, 255, 255],
      [100, 0, 0],
    ],
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    [
      [255, 0, 0],
      [54.3, 80.8, 69.9],
    ],
  ] as const)('sRGB %p is CIELab %p', (rgb, lab) => {
    for (const [index, value] of cieLabOf(rgb).entries())
      expect(Math.abs(value - (lab[index] as number))).toBeLessThan(0.2);
  });
});
