import { existsSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { EmbeddedPostgres, startPostgres } from './lib/postgres.mjs';
import { dataFolder, root } from './lib/project.mjs';
import { backendMain } from './lib/system.mjs';

/**
 * `npm run simulate -- [--days 30] [--readers 4] [--studies-per-day 1500] [--seed 7] [--until TIME] [--truth FILE]
 * [--beside-real]`: writes a synthetic department into the database of this machine's Firstread, whether it runs
 * (`npm start -- --empty`) or not, or into the one that DATABASE_URL names. What is true of it is written into a file.
 */
async function simulate(args) {
  if (!existsSync(backendMain)) throw new Error('Firstread is not built. Run npm start -- --empty first.');
  if (process.env.DATABASE_URL) return backend(process.env.DATABASE_URL, ['simulate', ...args]);
  const known = new EmbeddedPostgres(dataFolder());
  await known.prepare();
  if (known.runningUrl) return backend(known.runningUrl, ['simulate', ...args]);
  const postgres = await startPostgres(dataFolder());
  try {
    return (await backend(postgres.url, ['setup'])) || (await backend(postgres.url, ['simulate', ...args]));
  } finally {
    await postgres.stop();
  }
}

/** Exit status of one command of the backend. */
function backend(url, args) {
  const env = { FIRSTREAD_DATA: dataFolder(), NODE_ENV: 'production', ...process.env, DATABASE_URL: url };
  const child = spawn(process.execPath, [backendMain, ...args], { cwd: root, env, stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

process.exitCode = await simulate(process.argv.slice(2));
