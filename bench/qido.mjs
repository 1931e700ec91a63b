import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../backend/dist/platform/index.js';
import { orthancInstalled, withOrthanc } from './orthanc.mjs';
import { machine, quantile, say, withSystem } from './own-system.mjs';
import { fillDatabase, given, smallObject, surname } from './studies.mjs';

/**
 * QIDO-RS over HTTP by patient name, in Firstread and in Orthanc: `node bench/qido.mjs [STUDIES]` (100000 where
 * nothing is said). Orthanc is sent every study as a small object, which takes its time; what is sent is no part of
 * the figures.
 */

const STUDIES = Number(process.argv[2] ?? 100_000);
const REPEATS = 100;
/** Not counted: what answers searches runs for weeks. */
const WARM_UP = 50;
const LANES = 8;

const QUERIES = {
  'exact name': () => `${surname()}^${given()}`,
  'start of a name': () => `${surname()}^${given().slice(0, 1)}*`,
  'part of a name': () => `*${surname().slice(1)}*`,
};

async function measure(name, root, headers) {
  const medians = {};
  for (const [kind, pattern] of Object.entries(QUERIES)) {
    const times = [];
    let matches = 0;
    for (let turn = 0; turn < REPEATS + WARM_UP; turn += 1) {
      // The caret as it is: Orthanc's plugin takes it for three characters where it is escaped.
      const query = `PatientName=${encodeURIComponent(pattern()).replaceAll('%5E', '^')}&limit=101`;
      const started = performance.now();
      const response = await fetch(`${root}/studies?${query}`, {
        headers: { ...headers, Accept: 'application/dicom+json' },
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${name} answered with ${response.status}`);
      if (turn < WARM_UP) continue;
      times.push(performance.now() - started);
      matches += text ? JSON.parse(text).length : 0;
    }
    if (matches === 0) throw new Error(`${name} found nothing`);
    medians[kind] = quantile(times, 0.5);
    const [half, most] = [medians[kind], quantile(times, 0.99)].map((time) => time.toFixed(1));
    say(
      `  ${name}, ${kind}: p50 ${half} ms, p99 ${most} ms, ${(matches / REPEATS).toFixed(1)} studies in an answer`,
    );
  }
  return medians;
}

async function firstread() {
  return withSystem({}, { pages: false }, async (system) => {
    const dataSource = await new DataSource(
      dataSourceOptions(system.env.DATABASE_URL, 'firstread-bench'),
    ).initialize();
    try {
      await fillDatabase(dataSource, STUDIES);
    } finally {
      await dataSource.destroy();
    }
    const headers = { Authorization: `Bearer ${system.credentials().apiToken}` };
    return measure('Firstread', `${system.address}/dicomweb`, headers);
  });
}

async function orthanc() {
  return withOrthanc(
    async ({ url, dicomweb }) => {
      let next = 0;
      const lane = async () => {
        while (next < STUDIES) {
          const number = next++;
          const response = await fetch(`${url}/instances`, { method: 'POST', body: smallObject(number) });
          await response.arrayBuffer();
          if (!response.ok) throw new Error(`Orthanc answered with ${response.status}`);
          if (number % 20_000 === 0) say(`  ${number} studies sent to Orthanc`);
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      return measure('Orthanc', dicomweb, {});
    },
    { SyncStorageArea: false },
  );
}

async function main() {
  say(`${machine()}; ${STUDIES} studies, pages of 101`);
  const ours = await firstread();
  if (!(await orthancInstalled())) return say('Orthanc is not installed here, so it was not measured.');
  const theirs = await orthanc();
  for (const kind of Object.keys(QUERIES))
    say(`${kind}: ${(theirs[kind] / ours[kind]).toFixed(1)} times as fast as Orthanc (goal: 5)`);
}

await main();
