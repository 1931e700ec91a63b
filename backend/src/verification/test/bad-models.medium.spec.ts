import type { OnnxManifest, VerificationCheck } from '@firstread/contract';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostFile } from '../../inference/index.js';
import { builtHost } from '../../../test/shipped-models.js';
import { dciodvfyErrors } from '../dciodvfy.js';
import { openWith } from '../process-under-test.js';
import { writeOnnx, type SmallGraph } from '../starter/onnx-writer.js';
import { writeStarter } from '../starter/starter-model.js';
import { verifyModel } from '../verify.js';

hostFile.path = builtHost;
const tools = { open: openWith(), validate: dciodvfyErrors };
const place = mkdtempSync(join(tmpdir(), 'firstread-bad-'));
const starter = join(place, 'starter');
const folder = join(place, 'model');

beforeAll(() => writeStarter(starter, 'starter', openWith()));
afterAll(() => rmSync(place, { recursive: true, force: true }));
beforeEach(() => cpSync(starter, folder, { recursive: true }));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function change(edit: (manifest: OnnxManifest) => void): void {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as OnnxManifest;
  edit(manifest);
  writeFileSync(path, JSON.stringify(manifest));
}

function putGraph(graph: SmallGraph): void {
  const bytes = writeOnnx(graph);
  writeFileSync(join(folder, 'model.onnx'), bytes);
  change((manifest) => {
    manifest.file.sha256 = createHash('sha256').update(bytes).digest('hex');
  });
}

/** The rules that fail, with their sentences. */
async function failures(): Promise<Partial<Record<VerificationCheck['rule'], string>>> {
  const { checks } = await verifyModel(folder, tools);
  return Object.fromEntries(
    checks.filter((check) => check.outcome === 'fail').map((check) => [check.rule, check.detail]),
  );
}

const brightness = (change: Partial<SmallGraph> = {}): SmallGraph => ({
  inputs: [{ name: 'image', dims: ['n', 1, 64, 64] }],
  outputs: [{ name: 'probability', dims: ['n'] }],
  constants: {},
  nodes: [
    {
      op: 'ReduceMean',
      inputs: ['image'],
      outputs: ['probability'],
      attributes: { axes: [1, 2, 3], keepdims: 0 },
    },
  ],
  ...change,
});

it('passes the starter as it is written, every rule asked', async () => {
  const report = await verifyModel(folder, tools);
  expect(report.checks.filter((check) => check.outcome !== 'pass')).toEqual([]);
  expect(report.checks.map((check) => check.rule)).toEqual([
    'schema',
    'card',
    'presentation',
    'eligibility',
    'digest',
    'operators',
    'shapes',
    'golden',
    'limits',
    'objects',
  ]);
  expect(report.passed).toBe(true);
});

describe('a model is refused with a sentence that says what to change', () => {
  it('whose manifest breaks the schema', async () => {
    change((manifest) => Object.assign(manifest, { version: 'one' }));
    expect(await failures()).toEqual({ schema: 'Version: is major.minor.patch.' });
  });

  it('whose file is another', async () => {
    writeFileSync(join(folder, 'model.onnx'), 'other bytes');
    expect((await failures()).digest).toMatch(
      /^Model\.onnx has digest [0-9a-f]{64}, not [0-9a-f]{64} as the manifest says\.$/,
    );
  });

  it('with an operator of its own', async () => {
    putGraph(
      brightness({
        nodes: [{ op: 'Magic', domain: 'vendor.ops', inputs: ['image'], outputs: ['probability'] }],
      }),
    );
    expect((await failures()).operators).toBe(
      'Custom operators are not run: vendor.ops.Magic. Export the model with operators of ONNX alone.',
    );
  });

  it('whose weights lie in another file', async () => {
    const graph = brightness();
    putGraph({
      ...graph,
      constants: { bias: { float: [0], dims: [1] } },
      external: ['bias'],
      nodes: [...graph.nodes, { op: 'Identity', inputs: ['bias'], outputs: ['unused'] }],
    });
    expect((await failures()).operators).toBe(
      'Weights lie outside the file: weights.bin. Save the model as one file, without external data.',
    );
  });

  it('that is no ONNX file', async () => {
    writeFileSync(join(folder, 'model.onnx'), 'no model at all');
    change((manifest) => {
      manifest.file.sha256 = createHash('sha256').update('no model at all').digest('hex');
    });
    expect((await failures()).operators).toMatch(/^It (is no ONNX file|holds no graph)/);
  });

  it('whose input has another shape or name', async () => {
    putGraph(brightness({ inputs: [{ name: 'image', dims: ['n', 3, 224, 224] }] }));
    expect((await failures()).shapes).toBe(
      'Input "image" is ? × 3 × 224 × 224, but the manifest makes 1 × 1 × 64 × 64 for image.',
    );
    change((manifest) => {
      manifest.input.tensor = 'picture';
    });
    expect((await failures()).shapes).toMatch(/^There is no input "picture"; the file has "image"/);
  });

  it('whose outputs are not those of the golden case', async () => {
    const golden = join(folder, 'golden', 'golden.json');
    const text = readFileSync(golden, 'utf8');
    writeFileSync(golden, text.replace(/"values": \[\s*[\d.e-]+/, '"values": [ 0.123'));
    expect((await failures()).golden).toMatch(
      /^Outputs differ from the golden ones by 0\.\d+, more than the tolerance of 0\.001/,
    );
  });

  it('without a golden case', async () => {
    rmSync(join(folder, 'golden'), { recursive: true });
    expect((await failures()).golden).toBe('There is no golden/golden.json.');
  });

  it('that takes more memory than it declares', async () => {
    change((manifest) => {
      manifest.resources.memoryMb = 8;
    });
    expect((await failures()).limits).toMatch(
      /^The process reached \d+ MiB; resources\.memoryMb allows 8\.$/,
    );
  });

  it('that takes a sample which it must refuse', async () => {
    change((manifest) => {
      manifest.eligibility = { modalities: ['CT', 'CR', 'DX'] };
    });
    expect((await failures()).eligibility).toBe('Sample head-ct must not be eligible and is.');
  });

  it('that refuses a sample which it must take', async () => {
    change((manifest) => {
      manifest.eligibility = { modalities: ['DX'], bodyParts: ['KNEE'] };
    });
    expect((await failures()).eligibility).toMatch(
      /^Sample chest must be eligible and is not: body part is CHEST, not KNEE/,
    );
  });

  it('that flags a sample which it must not', async () => {
    change((manifest) => {
      const [output] = manifest.outputs;
      if (output?.kind === 'classification') output.operatingPoint = 0;
    });
    const path = join(folder, 'samples', 'samples.json');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('"eligible": true', '"eligible": true, "flagged": false'),
    );
    expect((await failures()).objects).toBe('Sample chest is flagged and must not be.');
  });

  it('of the triage class that would mark images', async () => {
    change((manifest) => {
      manifest.regulatory.class = 'triage';
      manifest.presentationClass = 'overlayConcurrent';
    });
    expect((await failures()).presentation).toBe(
      'A triage-class model marks no image: presentationClass must be notifyOnly, notifyWithUnmarkedPreview, hidden, not overlayConcurrent.',
    );
  });

  it('without a card', async () => {
    rmSync(join(folder, 'CARD.md'));
    rmSync(join(folder, 'README.md'));
    expect((await failures()).card).toBe('There is no CARD.md (or README.md) beside the manifest.');
  });
});
