import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../scripts/lib/project.mjs';
import { System } from '../scripts/lib/system.mjs';

export const execute = promisify(execFile);

/** A new folder that PostgreSQL's user can reach too. */
export function openFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `firstread-bench-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** Runs `work` with a system in a folder of its own, and ends both whatever happens. */
export async function withSystem(settings, options, work) {
  const folder = openFolder('system');
  const dimsePort = await freePort();
  const ports = { PORT: String(await freePort()), DIMSE_PORT: String(dimsePort) };
  const system = new System(folder, { ...ports, ...settings }, options);
  const end = async () => {
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const onSignal = () => void end().then(() => process.exit(130));
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    await system.start();
    return await work(system, dimsePort);
  } finally {
    await end();
  }
}

/** Sends a folder over one association; throws when a store is refused. */
export async function storescu(folder, { port, calledAeTitle }) {
  await execute('storescu', ['-aec', calledAeTitle, '+sd', '127.0.0.1', String(port), folder], {
    maxBuffer: 64 << 20,
  });
}

/** Resident memory of a process in MiB. */
export function resident(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kilobytes) / 1024;
}

export function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at - Math.floor(at));
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}

export function machine() {
  const all = cpus();
  return `${all.length} CPU cores (${all[0]?.model.trim() ?? 'unknown'}), Node ${process.version}`;
}
