import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TIMEOUT_MS = 60_000;

/** Errors that dciodvfy (dicom3tools) finds in an object; undefined where it is not installed. */
export async function dciodvfyErrors(object: Uint8Array): Promise<string[] | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'firstread-verify-'));
  const file = join(folder, 'object.dcm');
  try {
    await writeFile(file, object);
    const output = await run('dciodvfy', ['-new', file]);
    return output?.split('\n').filter((line) => line.startsWith('Error'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Everything it prints, whatever it says by its status; undefined where there is no such program. */
function run(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve(error && 'code' in error && error.code === 'ENOENT' ? undefined : `${stdout}\n${stderr}`);
    });
  });
}
