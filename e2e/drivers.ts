import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as dicom from '../backend/dist/dicom/index.js';

const execute = promisify(execFile);

export type PhantomKind = 'plainHead' | 'headWithLesion' | 'chest';

export interface PhantomInstance {
  StudyInstanceUID: string;
  SOPInstanceUID: string;
  bytes: Uint8Array;
}

export interface Phantom {
  studyUid: string;
  instances: PhantomInstance[];
}

interface PhantomOptions {
  seed: string;
  name: string;
  acquired: unknown;
  slices?: number;
}

type Make = (options: PhantomOptions & { lesion?: boolean; opacity?: boolean }) => unknown;
const makeHead = dicom.headCtPhantom as Make;
const makeChest = dicom.chestDxPhantom as Make;
const momentOf = dicom.dicomMoment as (now: Date) => unknown;

const makers: Readonly<Record<PhantomKind, (options: PhantomOptions) => Iterable<PhantomInstance>>> = {
  plainHead: (options) => makeHead({ ...options, lesion: false }) as Iterable<PhantomInstance>,
  headWithLesion: (options) => makeHead({ ...options, lesion: true }) as Iterable<PhantomInstance>,
  chest: (options) => [makeChest({ ...options, opacity: true }) as PhantomInstance],
};

/** A study that no test has sent before. `slices` is for heads alone. */
export function makePhantom(kind: PhantomKind, { slices }: { slices?: number } = {}): Phantom {
  const seed = randomUUID();
  const options = {
    seed,
    name: seed.slice(0, 8).toUpperCase(),
    acquired: momentOf(new Date()),
    ...(slices === undefined ? {} : { slices }),
  };
  const instances = [...makers[kind](options)];
  return { studyUid: instances[0]?.StudyInstanceUID ?? '', instances };
}

/** What is said of the patient and the study instead of what the phantom says. */
export interface Said {
  name?: string;
  id?: string;
  /** Study date, YYYYMMDD. */
  date?: string;
}

/** Sends a phantom as a scanner would: one association, with DCMTK; under another patient or date where one is given. */
export async function storePhantom(
  { instances }: Phantom,
  port: number,
  { name, id, date }: Said = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'firstread-e2e-phantom-'));
  const changes = Object.entries({ '0010,0010': name, '0010,0020': id, '0008,0020': date }).flatMap(
    ([tag, value]) => (value === undefined ? [] : ['-m', `${tag}=${value}`]),
  );
  try {
    const files = instances.map(({ SOPInstanceUID }) => join(folder, `${SOPInstanceUID}.dcm`));
    for (const [index, { bytes }] of instances.entries()) writeFileSync(files[index] ?? '', bytes);
    if (changes.length > 0) await execute('dcmodify', ['-nb', ...changes, ...files]);
    await execute('storescu', ['-aec', 'FIRSTREAD', '+sd', '127.0.0.1', String(port), folder]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Sends a copy of a real image as a study of its own, of another patient; returns its study UID. */
export async function sendCopy(file: string, port: number, changes: Record<string, string>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'firstread-e2e-copy-'));
  const copy = join(folder, 'copy.dcm');
  const said = Object.entries(changes).flatMap(([tag, value]) => ['-i', `${tag}=${value}`]);
  try {
    copyFileSync(file, copy);
    await execute('dcmodify', ['-nb', '-gst', '-gse', '-gin', ...said, copy]);
    await execute('storescu', ['-aec', 'FIRSTREAD', '127.0.0.1', String(port), copy]);
    const { stdout } = await execute('dcmdump', ['+P', '0020,000d', copy]);
    return /\[([\d.]+)\]/.exec(stdout)?.[1] ?? '';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As few as the lesion is found in: every slice is made, sent, stored, indexed and read by a model. */
const HEAD_SLICES = 18;

/** Makes a phantom and sends it; returns its study UID. */
export async function sendPhantom(kind: PhantomKind, port: number): Promise<string> {
  const phantom = makePhantom(kind, { slices: HEAD_SLICES });
  await storePhantom(phantom, port);
  return phantom.studyUid;
}

/** What a program writes, and whether it ended well. */
export async function judge(program: string, args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number')
        reject(new Error(`${program} did not run`, { cause: error }));
      else resolve({ code: Number(error?.code ?? 0), output: stdout + stderr });
    });
  });
}
