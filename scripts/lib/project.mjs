import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, step } from './run.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

export function dataFolder() {
  const folder = process.env.FIRSTREAD_DATA ?? '.data';
  return isAbsolute(folder) ? folder : join(root, folder);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Firstread needs Node 20.19 or later; this is ${process.version}.`);
}

const quietTools = { TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };

/** Installs the locked dependencies unless this very lock file is installed. */
export async function installDependencies() {
  const stamp = join(root, 'node_modules', '.firstread-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  await step('Installing dependencies', () =>
    run('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: root,
      group: true,
      // The CPU library is in the package; its install script would fetch CUDA files.
      env: { ...quietTools, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    }),
  );
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}

/** Builds what has changed since the last build. */
export async function build() {
  await step('Building', () => turbo('build'));
}

export function turbo(task, options = {}) {
  return run(join(root, 'node_modules', '.bin', 'turbo'), ['run', task, '--output-logs=errors-only'], {
    cwd: root,
    group: true,
    env: quietTools,
    ...options,
  });
}

/** Where this machine reaches a system that is bound as `env` says. */
export function ownAddress(env) {
  const bound = env.FIRSTREAD_BIND ?? '127.0.0.1';
  const host = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(bound) ? 'localhost' : bound;
  return { host, url: `http://${host}:${env.PORT ?? 3000}` };
}

export function freePort() {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolvePort(port));
    });
  });
}

/** Refuses early, with a sentence, where a port is taken. */
export function requireFreePort(port, variable) {
  return new Promise((resolveFree, reject) => {
    const server = createServer();
    server.on('error', () =>
      reject(new Error(`Port ${port} is in use. Stop what uses it, or choose another with ${variable}.`)),
    );
    server.listen(port, process.env.FIRSTREAD_BIND ?? '127.0.0.1', () => server.close(() => resolveFree()));
  });
}

export async function until(check, { timeoutMs, what, intervalMs = 100 }) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await check().catch(() => undefined);
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${timeoutMs / 1000} s`);
    await new Promise((wait) => setTimeout(wait, intervalMs));
  }
}
