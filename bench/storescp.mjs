import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { rmSync } from 'node:fs';
import { freePort, until } from '../scripts/lib/project.mjs';
import { openFolder } from './own-system.mjs';

/** Runs `work` with DCMTK's storescp writing to the disk that Firstread writes to. It syncs nothing and indexes nothing. */
export async function withStorescp(work) {
  const folder = openFolder('storescp');
  const port = await freePort();
  const child = spawn('storescp', ['--output-directory', folder, '--aetitle', 'STORESCP', String(port)], {
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await until(() => listens(port), { timeoutMs: 10_000, what: 'storescp being ready' });
    return await work(port);
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

function listens(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
