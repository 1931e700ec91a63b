import { readFile } from 'node:fs/promises';

export function mebibytes(bytes: number): number {
  return bytes / 2 ** 20;
}

/** Resident memory of a process in MiB; null on systems without /proc. */
export function residentMemoryOf(pid: number | undefined): Promise<number | null> {
  return statusValue(pid, 'VmRSS');
}

/** Most resident memory that a process has had, in MiB; null on systems without /proc. */
export function peakMemoryOf(pid: number | undefined): Promise<number | null> {
  return statusValue(pid, 'VmHWM');
}

async function statusValue(pid: number | undefined, name: 'VmRSS' | 'VmHWM'): Promise<number | null> {
  if (pid === undefined) return null;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const value = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status);
  return value ? Number(value[1]) / 1024 : null;
}
