/** Outside judges of the objects we write: dciodvfy (dicom3tools) and dsrdump (dcmtk). `npm test` installs both. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Verdict {
  errors: string[];
  warnings: string[];
}

/** What dciodvfy says of a file. Throws where it is not installed: a missing judge is a failure, not a pass. */
export function dciodvfy(bytes: Uint8Array): Verdict {
  const lines = judge('dciodvfy', [], bytes).output.split('\n');
  return {
    errors: lines.filter((line) => line.startsWith('Error')),
    warnings: lines.filter((line) => line.startsWith('Warning')),
  };
}

/** The text that dsrdump makes of a structured report, with codes. Throws where it cannot read it. */
export function dsrdump(bytes: Uint8Array): string {
  const { status, output } = judge('dsrdump', ['+U8', '+Pl', '+Pc', '+Pu'], bytes);
  if (status !== 0) throw new Error(`dsrdump ended with ${status}: ${output}`);
  return output;
}

function judge(
  command: string,
  options: string[],
  bytes: Uint8Array,
): { status: number | null; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'firstread-judge-'));
  try {
    const file = join(folder, 'object.dcm');
    writeFileSync(file, bytes);
    const run = spawnSync(command, [...options, file], { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
    if (run.error !== undefined) {
      throw new Error(
        `${command} cannot be run (Debian packages dicom3tools and dcmtk): ${run.error.message}`,
      );
    }
    return { status: run.status, output: run.stdout + run.stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
