import { spawn } from 'node:child_process';

/** Runs a command to its end; rejects with its last output when it fails. */
export function run(command, args, { cwd, env, uid, gid, quiet = true, title } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      uid,
      gid,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    let output = '';
    const collect = (chunk) => (output = (output + chunk).slice(-20_000));
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${title ?? command} ended with code ${code}\n${output}`));
    });
  });
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
  try {
    const result = await work();
    process.stdout.write(`${live ? '\r' : ''}  ${title}: done in ${seconds()}\n`);
    return result;
  } finally {
    clearInterval(ticker);
  }
}
