import { spawn } from 'node:child_process';

/** How much of a command's output is kept for the case that it fails. */
const KEPT_OUTPUT = 60_000;

const running = new Set();

/**
 * Runs a command to its end; rejects with its last output when it fails. `group` gives it a process group
 * of its own, for commands that start processes themselves.
 */
export function run(
  command,
  args,
  { cwd, env, uid, gid, quiet = true, title, group = false, accept = [0] } = {},
) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      uid,
      gid,
      detached: group,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    const unit = { child, group, ended: new Promise((done) => child.once('close', done)) };
    running.add(unit);
    let output = '';
    const collect = (chunk) => (output = (output + chunk).slice(-KEPT_OUTPUT));
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => {
      running.delete(unit);
      reject(error);
    });
    child.on('close', (code, signal) => {
      running.delete(unit);
      if (accept.includes(code)) resolve(output);
      else reject(new Error(`${title ?? command} ended with ${signal ?? `code ${code}`}\n${output}`));
    });
  });
}

/** Ends every command that still runs, with what it started; by force where it does not listen. */
export async function endRunning(graceMs = 3000) {
  signalRunning('SIGTERM');
  const timer = setTimeout(() => signalRunning('SIGKILL'), graceMs);
  await Promise.all([...running].map(({ ended }) => ended));
  clearTimeout(timer);
}

function signalRunning(signal) {
  for (const { child, group } of running) {
    if (!child.pid) continue;
    try {
      process.kill(group ? -child.pid : child.pid, signal);
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

/** Runs a step while saying that it takes place and how long it takes. */
export async function step(title, work) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  const live = process.stdout.isTTY;
  process.stdout.write(live ? `  ${title} …` : `  ${title} …\n`);
  const ticker = setInterval(
    () => process.stdout.write(live ? `\r  ${title} … ${seconds()}` : `  ${title} … ${seconds()}\n`),
    live ? 500 : 15_000,
  );
  let outcome = 'failed after';
  try {
    const result = await work();
    outcome = 'done in';
    return result;
  } finally {
    clearInterval(ticker);
    process.stdout.write(`${live ? '\r' : ''}  ${title}: ${outcome} ${seconds()}\n`);
  }
}
