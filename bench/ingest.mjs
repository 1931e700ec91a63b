import { rmSync } from 'node:fs';
import { orthancInstalled, withOrthanc } from './orthanc.mjs';
import { machine, openFolder, quantile, say, storescu, withSystem } from './own-system.mjs';
import { seriesFolders, sizeOf, stow } from './series.mjs';
import { withStorescp } from './storescp.mjs';

/**
 * How fast a series comes in: 300 CT slices of half a mebibyte over one C-STORE association and in one STOW-RS request,
 * to Firstread, to Orthanc and, by C-STORE, to DCMTK's storescp. A folder of DICOM files as argument is sent instead.
 * Printed are all rounds; the first two of Firstread and of Orthanc warm them up.
 */

/** Not counted: what receives images runs for weeks, and its first minute is not how fast it is. */
const WARM_UP = 2;
const ROUNDS = 3;
const MEGABYTE = 1e6;

/** Sends every folder one after the other; the median in seconds of those after the warm-up. */
async function timed(name, folders, send, warmUp = WARM_UP) {
  const seconds = [];
  for (const folder of folders) {
    const started = performance.now();
    await send(folder);
    seconds.push((performance.now() - started) / 1000);
  }
  const median = quantile(seconds.slice(warmUp), 0.5);
  const { instances, bytes } = sizeOf(folders[0]);
  const rounds = seconds.map((one) => one.toFixed(2)).join(', ');
  say(
    `${name}: median ${median.toFixed(2)} s (${rounds}), ${(bytes / MEGABYTE / median).toFixed(1)} MB/s, ` +
      `${(instances / median).toFixed(0)} instances/s`,
  );
  return median;
}

/** What was sent must be there: a fast loss is no speed. */
async function checkStored(system, expected) {
  let stored = 0;
  for (;;) {
    const answer = await system.request(`/dicomweb/instances?limit=1000&offset=${stored}`);
    const page = answer.status === 204 ? [] : await answer.json();
    stored += page.length;
    if (page.length === 0) break;
  }
  if (stored !== expected) throw new Error(`${stored} of ${expected} instances were stored`);
}

async function firstread(byStore, byStow) {
  return withSystem({}, { pages: false }, async (system, port) => {
    const authorization = { Authorization: `Bearer ${system.credentials().apiToken}` };
    const store = await timed('Firstread, C-STORE', byStore, (folder) =>
      storescu(folder, { port, calledAeTitle: 'FIRSTREAD' }),
    );
    const web = await timed('Firstread, STOW-RS', byStow, (folder) =>
      stow(folder, `${system.address}/dicomweb/studies`, authorization),
    );
    await checkStored(
      system,
      [...byStore, ...byStow].reduce((sum, folder) => sum + sizeOf(folder).instances, 0),
    );
    return { store, web };
  });
}

async function orthanc(byStore, byStow) {
  return withOrthanc(async ({ port, dicomweb }) => ({
    store: await timed('Orthanc, C-STORE', byStore, (folder) =>
      storescu(folder, { port, calledAeTitle: 'ORTHANC' }),
    ),
    web: await timed('Orthanc, STOW-RS', byStow, (folder) => stow(folder, `${dicomweb}/studies`)),
  }));
}

async function main() {
  const folder = openFolder('series');
  try {
    const folders = await seriesFolders(folder, 2 * (WARM_UP + ROUNDS), process.argv[2]);
    const size = sizeOf(folders[0]);
    say(`${machine()}; ${size.instances} instances, ${(size.bytes / MEGABYTE).toFixed(1)} MB each round`);
    const [byStore, byStow] = [folders.slice(0, WARM_UP + ROUNDS), folders.slice(WARM_UP + ROUNDS)];
    const ours = await firstread(byStore, byStow);
    const dcmtk = await withStorescp((port) =>
      timed(
        'DCMTK storescp',
        byStore.slice(WARM_UP),
        (one) => storescu(one, { port, calledAeTitle: 'STORESCP' }),
        0,
      ),
    );
    say(
      `C-STORE takes ${(ours.store / dcmtk).toFixed(2)} times as long as with storescp (goal: at most 1.5)`,
    );
    if (!(await orthancInstalled())) return say('Orthanc is not installed here, so it was not measured.');
    const theirs = await orthanc(byStore, byStow);
    say(`C-STORE is ${(theirs.store / ours.store).toFixed(1)} times as fast as Orthanc's (goal: 4)`);
    say(`STOW-RS is ${(theirs.web / ours.web).toFixed(1)} times as fast as Orthanc's (goal: 4)`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
