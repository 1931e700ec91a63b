import { rmSync } from 'node:fs';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { ArchiveSearch } from '../backend/dist/archive/index.js';
import { dataSourceOptions } from '../backend/dist/platform/index.js';
import { startPostgres } from '../scripts/lib/postgres.mjs';
import { machine, openFolder, quantile, say } from './own-system.mjs';
import { fillDatabase, given, other, surname } from './studies.mjs';

/**
 * How fast the archive is searched: `node bench/search.mjs [STUDIES] [DATABASE_URL]`. Fills a database with so many
 * studies (100000 where nothing is said), of 2,000 surnames and 1,000 given names, common ones more often, and
 * prints how long queries of QIDO-RS and C-FIND take in it. A database of its own is started where none is named.
 */

const STUDIES = Number(process.argv[2] ?? 100_000);
const PAGE = 101;
const REPEATS = 200;

const QUERIES = {
  'PatientName exact (SMITH^JOHN)': () => ({ PatientName: `${surname()}^${given()}` }),
  'PatientName start (SMITH^J*)': () => ({ PatientName: `${surname()}^${given().slice(0, 1)}*` }),
  'PatientName start (SMITH*)': () => ({ PatientName: `${surname()}*` }),
  'PatientName part (*mith*)': () => ({ PatientName: `*${surname().slice(1).toLowerCase()}*` }),
  'PatientName fuzzy (john smi)': () => ({ fuzzy: true, PatientName: `${given()} ${surname().slice(0, 4)}` }),
  'PatientID exact': () => ({ PatientID: `P${other(STUDIES / 3)}` }),
  'AccessionNumber exact': () => ({ AccessionNumber: `A${other(STUDIES)}` }),
  'StudyDate of one day': () => ({ StudyDate: `20${16 + other(9)}0${1 + other(9)}1${other(9)}` }),
  'Date and name (SMITH*, a year)': () => ({ PatientName: `${surname()}*`, StudyDate: '20240101-20241231' }),
  'ModalitiesInStudy of a month': () => ({ ModalitiesInStudy: 'CT', StudyDate: '20240301-20240331' }),
  'ModalitiesInStudy alone': () => ({ ModalitiesInStudy: 'US' }),
  'No key at all': () => ({}),
};

async function measure(search, keysOf, repeats = REPEATS) {
  const times = [];
  let total = 0;
  for (let turn = 0; turn < repeats; turn += 1) {
    const { fuzzy = false, ...keys } = keysOf();
    const started = performance.now();
    const answer = await search.search({ level: 'study', keys, limit: PAGE, offset: 0, fuzzy });
    times.push(performance.now() - started);
    total += answer.total;
  }
  return { times, matches: total / repeats };
}

/** The plan of the statement of one query, as the database carries it out. */
async function explain(dataSource, keys) {
  let plan = [];
  const query = async (sql, parameters) => {
    plan = await dataSource.query(`explain (analyze, buffers) ${sql}`, parameters);
    return [];
  };
  await new ArchiveSearch({ query }).search({ level: 'study', keys, limit: PAGE });
  for (const line of plan) say(`    ${line['QUERY PLAN']}`);
}

async function run(url) {
  const dataSource = new DataSource(dataSourceOptions(url, 'firstread-bench'));
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
    await fillDatabase(dataSource, STUDIES);
    const search = new ArchiveSearch(dataSource);
    say(`${machine()}; ${STUDIES} studies, pages of ${PAGE} with their total`);
    for (const [name, keysOf] of Object.entries(QUERIES)) {
      await measure(search, keysOf, 20);
      const { times, matches } = await measure(search, keysOf);
      const [half, most] = [quantile(times, 0.5), quantile(times, 0.99)].map((time) => time.toFixed(1));
      say(`  ${name.padEnd(34)} p50 ${half} ms, p99 ${most} ms, ${matches.toFixed(0)} matches`);
    }
    if (process.argv.includes('--explain')) {
      await explain(dataSource, { PatientName: '*mith*' });
      await explain(dataSource, { PatientName: 'smith^j*' });
    }
  } finally {
    await dataSource.destroy();
  }
}

/** A new database of a server that is there. */
async function inDatabaseOf(server, work) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  const name = `firstread_bench_search_${STUDIES}`;
  await client.query(`create database ${name}`).catch((error) => {
    if (error.code !== '42P04') throw error;
  });
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  await work(url.href);
}

async function main() {
  const [, , , server] = process.argv;
  if (server?.startsWith('postgres')) return inDatabaseOf(server, run);
  const folder = openFolder('search');
  const postgres = await startPostgres(folder);
  try {
    await run(postgres.url);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
