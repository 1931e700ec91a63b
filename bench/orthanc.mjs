import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, until } from '../scripts/lib/project.mjs';
import { execute, openFolder } from './own-system.mjs';

/** True where Debian's package orthanc, or another, is installed. */
export async function orthancInstalled() {
  return execute('Orthanc', ['--version']).then(
    () => true,
    () => false,
  );
}

/** Runs `work` with an Orthanc as it comes, with SQLite, in a folder of its own. */
export async function withOrthanc(work) {
  const folder = openFolder('orthanc');
  const port = await freePort();
  const httpPort = await freePort();
  const settings = join(folder, 'orthanc.json');
  writeFileSync(
    settings,
    JSON.stringify({
      StorageDirectory: join(folder, 'storage'),
      IndexDirectory: join(folder, 'index'),
      DicomAet: 'ORTHANC',
      DicomPort: port,
      HttpPort: httpPort,
      AuthenticationEnabled: false,
      Plugins: [],
    }),
  );
  const child = spawn('Orthanc', [settings], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const answers = async () => (await fetch(`http://127.0.0.1:${httpPort}/system`)).ok;
  try {
    await until(answers, { timeoutMs: 30_000, what: 'Orthanc being ready' });
    return await work(port);
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}
