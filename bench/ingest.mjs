import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ctVolumePhantom, dicomMoment, parsePart10, uidFrom } from '../backend/dist/dicom/index.js';
import { orthancInstalled, withOrthanc } from './orthanc.mjs';
import { execute, machine, openFolder, quantile, say, storescu, withSystem } from './own-system.mjs';

/**
 * How fast a series comes in over C-STORE: one association, 300 CT slices of half a mebibyte, three rounds.
 * A folder of DICOM files as argument is sent instead, each round with UIDs of its own.
 */

const ROUNDS = 3;
const SLICES = 300;
const MEGABYTE = 1e6;
/** Orthanc with its defaults took 15 s for 150 MB on two cores (docs/performance.md). */
const ORTHANC_REFERENCE = { seconds: 15, megabytes: 150 };

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

/** Copies of the given files, as new studies in every round. */
async function copyRounds(given, folder) {
  const rounds = [];
  const seed = randomUUID();
  for (let round = 0; round < ROUNDS; round += 1) {
    const place = join(folder, `round-${round}`);
    mkdirSync(place);
    const newUid = (uid) => uidFrom('bench:ingest', seed, String(round), String(uid));
    for (const [index, { path, dataset }] of dicomFiles(given).entries()) {
      const copy = join(place, `${index}.dcm`);
      cpSync(path, copy);
      const uids = [
        `(0020,000d)=${newUid(dataset['0020000D']?.Value?.[0])}`,
        `(0020,000e)=${newUid(dataset['0020000E']?.Value?.[0])}`,
      ];
      await execute('dcmodify', ['-nb', '-gin', ...uids.flatMap((uid) => ['-m', uid]), copy]);
    }
    rounds.push(place);
  }
  return rounds;
}

function dicomFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      try {
        return [{ path, dataset: parsePart10(readFileSync(path)).dataset }];
      } catch {
        return [];
      }
    });
}

function measure(folder) {
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  return { instances: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
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
    const rounds = given ? await copyRounds(given, folder) : makeRounds(folder);
    const size = measure(rounds[0]);
    if (size.instances === 0) throw new Error(`There are no DICOM files below ${given}`);
    say(`${machine()}; ${size.instances} instances, ${(size.bytes / MEGABYTE).toFixed(1)} MB each round`);
    const firstread = await withSystem({}, { pages: false }, async (system, port) => {
      const median = await sendAll('Firstread', rounds, { port, calledAeTitle: 'FIRSTREAD' });
      await checkStored(system, ROUNDS * size.instances);
      return median;
    });
    summary('Firstread', firstread, size);
    const reference = ORTHANC_REFERENCE.megabytes / ORTHANC_REFERENCE.seconds;
    const times = size.bytes / MEGABYTE / firstread / reference;
    say(`Orthanc's reference figure is ${reference} MB/s: Firstread is ${times.toFixed(1)} times as fast`);
    if (!(await orthancInstalled())) {
      say('Orthanc is not installed here, so it was not measured.');
      return;
    }
    const orthanc = await withOrthanc((port) =>
      sendAll('Orthanc', rounds, { port, calledAeTitle: 'ORTHANC' }),
    );
    summary('Orthanc on this machine', orthanc, size);
    say(`Firstread is ${(orthanc / firstread).toFixed(1)} times as fast as Orthanc on this machine`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
