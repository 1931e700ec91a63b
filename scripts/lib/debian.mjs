import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, step } from './run.mjs';

/** Programs that the tests use, by the Debian package that brings each. */
export const TEST_PROGRAMS = {
  'chromium-headless-shell': 'chromium-headless-shell',
  'redis-server': 'redis-server',
  dcmtk: 'storescu',
  dicom3tools: 'dciodvfy',
};

/** Installs as root, without starting any service that a package brings. */
const INSTALL = `
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y --no-install-recommends "$@"
`;

/** True where the program can be started. */
export function hasProgram(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Installs the packages whose program is missing; where that is not allowed, says which they are. */
export async function requirePrograms(programs) {
  const missing = Object.entries(programs)
    .filter(([, program]) => !hasProgram(program))
    .map(([name]) => name);
  if (missing.length === 0) return;
  const prefix = await rootPrefix();
  if (!prefix)
    throw new Error(`Install these Debian packages first: sudo apt-get install ${missing.join(' ')}`);
  const [command, ...args] = [...prefix, 'sh', '-c', INSTALL, 'install', ...missing];
  await step(`Installing ${missing.join(', ')}`, () => run(command, args, { title: 'apt-get' }));
}

/** What to put before a command to run it as root; undefined where that is not possible. */
async function rootPrefix() {
  if (!hasProgram('apt-get')) return undefined;
  if (process.getuid() === 0) return [];
  return run('sudo', ['-n', 'true']).then(
    () => ['sudo', '-n'],
    () => undefined,
  );
}
