import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ctVolumePhantom, dicomMoment } from '../backend/dist/dicom/index.js';
import { orthancInstalled, withOrthanc } from './orthanc.mjs';
import { machine, openFolder, quantile, say, storescu, withSystem } from './own-system.mjs';

/**
 * How fast a series comes in over C-STORE: one association, 300 CT slices of half a mebibyte, three rounds.
 * A folder of DICOM files as argument is sent instead; then the rounds after the first send what is known.
 */

const ROUNDS = 3;
const SLICES = 300;
const ORTHANC_ISSUE_SECONDS = 15;
const MEGABYTE = 1e6;

function makeRounds(folder) {
  return Array.from({ length: ROUNDS }, (_, round) => {
    const place = join(folder, `round-${round}`);
    mkdirSync(place);
    const seed = `ingest ${process.pid} ${Date.now()} ${round}`;
    const options = { seed, name: `VOLUME${round}`, acquired: dicomMoment(new Date()), slices: SLICES };
    for (const { SOPInstanceUID, bytes } of ctVolumePhantom(options))
      writeFileSync(join(place, `${SOPInstanceUID}.dcm`), bytes);
    return place;
  });
}

function measure(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const sizes = files.map((file) => statSync(join(file.parentPath, file.name)).size);
  return { instances: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

async function sendAll(name, rounds, peer) {
  const seconds = [];
  for (const folder of rounds) {
    const started = performance.now();
    await storescu(folder, peer);
    seconds.push((performance.now() - started) / 1000);
    say(`  ${name}, round ${seconds.length}: ${seconds.at(-1).toFixed(2)} s`);
  }
  return quantile(seconds, 0.5);
}

function summary(name, median, { instances, bytes }) {
  const rate = `${(bytes / MEGABYTE / median).toFixed(1)} MB/s, ${(instances / median).toFixed(1)} instances/s`;
  say(`${name}: median ${median.toFixed(2)} s, ${rate}`);
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
  if (stored < expected) throw new Error(`${stored} of ${expected} instances were stored`);
}

async function main() {
  const given = process.argv[2];
  const folder = openFolder('volumes');
  try {
    const rounds = given ? Array.from({ length: ROUNDS }, () => given) : makeRounds(folder);
    const size = measure(rounds[0]);
    say(`${machine()}; ${size.instances} instances, ${(size.bytes / MEGABYTE).toFixed(1)} MB each round`);
    const firstread = await withSystem({}, { pages: false }, async (system, port) => {
      const median = await sendAll('Firstread', rounds, { port, calledAeTitle: 'FIRSTREAD' });
      if (!given) await checkStored(system, ROUNDS * size.instances);
      return median;
    });
    summary('Firstread', firstread, size);
    say(
      `Orthanc in the issue: ${ORTHANC_ISSUE_SECONDS} s; Firstread takes ${(firstread / ORTHANC_ISSUE_SECONDS).toFixed(2)} of it`,
    );
    if (!(await orthancInstalled())) {
      say('Orthanc is not installed here, so it was not measured.');
      return;
    }
    const orthanc = await withOrthanc((port) =>
      sendAll('Orthanc', rounds, { port, calledAeTitle: 'ORTHANC' }),
    );
    summary('Orthanc on this machine', orthanc, size);
    say(`Firstread takes ${(firstread / orthanc).toFixed(2)} of Orthanc's time on this machine`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
