import type { AiState, Finding, TensorManifest } from '@firstread/contract';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chestDxPhantom,
  getString,
  headCtPhantom,
  parsePart10,
  type DicomJsonDataset,
} from '../../dicom/index.js';
import { shippedModel } from '../../../test/shipped-models.js';
import { cieLabOf } from '../domain/colour.js';
import { encodeRun, type EncodableRun } from '../domain/encode-run.js';

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
    .map(({ tensor }) => ({ tensor, masks: images.map(() => ({ values })) }));
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

/** Throws where a judge is missing or finds an error. */
function judge(bytes: Uint8Array, kind: 'SR' | 'SEG'): string {
  const folder = mkdtempSync(join(tmpdir(), 'firstread-judge-'));
  try {
    const file = join(folder, `${kind}.dcm`);
    writeFileSync(file, bytes);
    const verdict = spawnSync('dciodvfy', [file], { encoding: 'utf8' });
    if (verdict.error) throw verdict.error;
    const errors = `${verdict.stdout}${verdict.stderr}`
      .split('\n')
      .filter((line) => line.startsWith('Error'));
    expect(errors).toEqual([]);
    return kind === 'SR' ? execFileSync('dsrdump', ['+Pl', file], { encoding: 'utf8' }) : '';
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
  return { sr: of('SR') ?? new Uint8Array(), seg: of('SEG') };
}

function withoutMasks({ masks: _masks, ...run }: EncodableRun): EncodableRun {
  return run;
}

function sopInstanceUid(bytes: Uint8Array): string | undefined {
  return getString(parsePart10(bytes).dataset, 'SOPInstanceUID');
}

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
