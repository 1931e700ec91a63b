import { spawn } from 'node:child_process';
import { freePort, until } from './project.mjs';
import { run } from './run.mjs';

/** Starts a Redis server that keeps nothing on disk and lives as long as the caller; for tests and tools. */
export async function startRedis() {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', args, { stdio: 'ignore', detached: true });
  const ended = new Promise((resolve) => {
    child.on('exit', resolve);
    child.on('error', resolve);
  });
  const client = (...command) => run('redis-cli', ['-p', String(port), ...command]);
  await until(async () => (await client('ping')).includes('PONG'), {
    timeoutMs: 10_000,
    what: 'Redis being ready',
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    flushAll: () => client('flushall'),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
