import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, until } from '../scripts/lib/project.mjs';
import { execute, openFolder } from './own-system.mjs';

const DICOMWEB = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';

/** True where Debian's packages orthanc and orthanc-dicomweb, or others like them, are installed. */
export async function orthancInstalled() {
  if (!existsSync(DICOMWEB)) return false;
  return execute('Orthanc', ['--version']).then(
    () => true,
    () => false,
  );
}

/**
 * Runs `work` with an Orthanc as it comes, with SQLite and its DICOMweb plugin, in a folder of its own: `port` for
 * DIMSE, `url` of its REST API, `dicomweb` of its DICOMweb root. `settings` are added to its configuration.
 */
export async function withOrthanc(work, settings = {}) {
  const folder = openFolder('orthanc');
  const port = await freePort();
  const httpPort = await freePort();
  const url = `http://127.0.0.1:${httpPort}`;
  const file = join(folder, 'orthanc.json');
  writeFileSync(
    file,
    JSON.stringify({
      StorageDirectory: join(folder, 'storage'),
      IndexDirectory: join(folder, 'index'),
      DicomAet: 'ORTHANC',
      DicomPort: port,
      HttpPort: httpPort,
      AuthenticationEnabled: false,
      Plugins: [DICOMWEB],
      DicomWeb: { Enable: true, Root: '/dicom-web/' },
      ...settings,
    }),
  );
  const child = spawn('Orthanc', [file], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const answers = async () => (await fetch(`${url}/system`)).ok;
  try {
    await until(answers, { timeoutMs: 30_000, what: 'Orthanc being ready' });
    return await work({ port, url, dicomweb: `${url}/dicom-web`, index: join(folder, 'index') });
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}
