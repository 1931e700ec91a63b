import type { DicomManifest, RemoteManifest, VerificationCheck } from '@firstread/contract';
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtHost } from '../../../test/shipped-models.js';
import { chestDxPhantom } from '../../dicom/index.js';
import { hostFile } from '../../inference/index.js';
import { dciodvfyErrors } from '../dciodvfy.js';
import { openWith } from '../process-under-test.js';
import { writeDicomStarter } from '../starter/dicom-starter.js';
import { writeRemoteStarter } from '../starter/remote-starter.js';
import { verifyModel } from '../verify.js';

hostFile.path = builtHost;
const tools = { open: openWith(), validate: dciodvfyErrors };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstread-starter-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function change<M>(path: string, edit: (manifest: M) => void): void {
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as M;
  edit(manifest);
  writeFileSync(path, JSON.stringify(manifest));
}

async function outcomes(at: string): Promise<Record<string, Pick<VerificationCheck, 'outcome' | 'detail'>>> {
  const { checks } = await verifyModel(at, tools);
  return Object.fromEntries(checks.map(({ rule, outcome, detail }) => [rule, { outcome, detail }]));
}

/** The server of the starter as a vendor starts it; resolves with its address. */
async function serve(script: string): Promise<{ process: ChildProcess; address: string }> {
  const server = spawn(process.execPath, [script, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await new Promise<Buffer>((resolve) => server.stdout?.once('data', resolve)))
    .toString()
    .match(/http:\S+/) ?? [''];
  return { process: server, address: line };
}

describe('the starter of a remote model', () => {
  it('passes while its server runs, and says what is wrong while it does not', async () => {
    await writeRemoteStarter(folder, 'remote-starter', openWith());
    const { process: server, address } = await serve(join(folder, 'server.mjs'));
    const model = join(folder, 'model');
    change<RemoteManifest>(join(model, 'manifest.json'), ({ endpoint }) => {
      endpoint.url = address;
    });
    try {
      const report = await verifyModel(model, tools);
      expect(report.checks.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
      expect(report.checks.map(({ rule }) => rule)).toEqual(
        expect.arrayContaining(['endpoint', 'golden', 'limits', 'objects']),
      );
    } finally {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill();
      await ended;
    }
    expect((await outcomes(model))['endpoint']).toEqual({
      outcome: 'fail',
      detail: expect.stringMatching(/cannot be reached.*check endpoint\.url/) as string,
    });
  });
});

function otherFilm(): Uint8Array {
  const acquired = { date: '20260105', time: '081500' };
  return chestDxPhantom({ seed: 'other', name: 'OTHER', acquired, matrix: 512 }).bytes;
}

describe('the starter of a DICOM product', () => {
  beforeEach(() => writeDicomStarter(folder, 'dicom-starter', openWith()));

  const manifest = (edit: (manifest: DicomManifest) => void) => change(join(folder, 'manifest.json'), edit);
  const objects = async () => (await outcomes(folder))['objects'];

  it('passes, and says how its report is read', async () => {
    expect((await verifyModel(folder, tools)).passed).toBe(true);
    expect(await objects()).toEqual({ outcome: 'pass', detail: 'chest: 1 object, flagged: Bright film' });
  });

  it('is told that objects may be put beside its samples, where there are none', async () => {
    rmSync(join(folder, 'results'), { recursive: true });
    expect(await objects()).toMatchObject({ outcome: 'skipped' });
    expect((await verifyModel(folder, tools)).passed).toBe(true);
  });

  it.each<[string, RegExp, () => void]>([
    [
      'objects that would not be known',
      /would not be known/,
      () => manifest(({ product }) => (product.modelName = 'Another')),
    ],
    [
      'codes that the report does not use',
      /read as notFlagged and must be flagged/,
      () => manifest(({ findings }) => (findings[0]!.concept.value = 'DARK')),
    ],
    [
      'a score below its operating point',
      /must be flagged/,
      () => manifest(({ findings }) => (findings[0]!.operatingPoint = 0.98)),
    ],
    [
      'an image in place of a result',
      /holds no AI result/,
      () => cpSync(join(folder, 'samples', 'chest', '1.dcm'), join(folder, 'results', 'chest', 'report.dcm')),
    ],
    [
      'a result of another patient',
      /another StudyInstanceUID than its sample and would go to quarantine/,
      () => writeFileSync(join(folder, 'samples', 'chest', '1.dcm'), otherFilm()),
    ],
    [
      'results of no sample',
      /belongs to no sample/,
      () => cpSync(join(folder, 'results', 'chest'), join(folder, 'results', 'foot'), { recursive: true }),
    ],
  ])('is refused %s', async (_, sentence, spoil) => {
    spoil();
    expect(await objects()).toEqual({ outcome: 'fail', detail: expect.stringMatching(sentence) as string });
  });
});
