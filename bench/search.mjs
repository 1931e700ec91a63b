import { rmSync } from 'node:fs';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { ArchiveSearch } from '../backend/dist/archive/index.js';
import { dataSourceOptions } from '../backend/dist/platform/index.js';
import { startPostgres } from '../scripts/lib/postgres.mjs';
import { machine, openFolder, quantile, say } from './own-system.mjs';

/**
 * How fast the archive is searched: `node bench/search.mjs [STUDIES] [DATABASE_URL]`. Fills a database with so many
 * studies (100000 where nothing is said), of 2,000 surnames and 1,000 given names, common ones more often, and
 * prints how long queries of QIDO-RS and C-FIND take in it. A database of its own is started where none is named.
 */

const STUDIES = Number(process.argv[2] ?? 100_000);
const PAGE = 101;
const REPEATS = 200;
const CHUNK = 50_000;

const COMMON =
  `SMITH JOHNSON WILLIAMS BROWN JONES GARCIA MILLER DAVIS RODRIGUEZ MARTINEZ HERNANDEZ LOPEZ GONZALEZ
  WILSON ANDERSON THOMAS TAYLOR MOORE JACKSON MARTIN LEE PEREZ THOMPSON WHITE HARRIS SANCHEZ CLARK RAMIREZ LEWIS
  ROBINSON WALKER YOUNG ALLEN KING WRIGHT SCOTT TORRES NGUYEN HILL FLORES GREEN ADAMS NELSON BAKER HALL RIVERA
  CAMPBELL MITCHELL CARTER ROBERTS MÜLLER SCHMIDT SCHNEIDER FISCHER WEBER MEYER GOLDSMITH`.split(/\s+/);
const GIVEN =
  `JOHN JANE JAMES MARY ROBERT PATRICIA MICHAEL LINDA DAVID ELIZABETH WILLIAM BARBARA RICHARD SUSAN
  JOSEPH JESSICA THOMAS SARAH CHARLES KAREN DANIEL NANCY MATTHEW LISA ANTHONY BETTY`.split(/\s+/);
const SYLLABLES =
  'BA BER CHO DA DOR EL FEN GAR HAL IN JO KAR LAN MAR NI OS PEL QUI RO SAN TOR UL VEN WIN YA ZEL'.split(' ');

/** So many different names, the known ones first: the lower the place, the more often it is drawn. */
function names(known, count, syllables) {
  const all = new Set(known);
  for (let at = 0; all.size < count; at += 1) {
    const parts = Array.from(
      { length: syllables },
      (_, digit) => SYLLABLES[Math.floor(at / 26 ** digit) % 26],
    );
    all.add(parts.join(''));
  }
  return [...all];
}

/** One chunk of studies with a series or two of two instances each; places drawn squared favour the common names. */
const FILL = `
  with studies as (
    insert into study (study_instance_uid, patient_id, patient_name, patient_birth_date, patient_sex,
      accession_number, study_date, study_time, study_description, attributes, state)
    select '1.2.826.0.1.3680043.10.2.' || n, 'P' || (n / 3), name, '19600101', 'F', 'A' || n, date, time, description,
           jsonb_build_object(
             '00100010', jsonb_build_object('vr', 'PN', 'Value', jsonb_build_array(jsonb_build_object('Alphabetic', name))),
             '00100020', jsonb_build_object('vr', 'LO', 'Value', jsonb_build_array('P' || (n / 3))),
             '00080020', jsonb_build_object('vr', 'DA', 'Value', jsonb_build_array(date)),
             '00080030', jsonb_build_object('vr', 'TM', 'Value', jsonb_build_array(time)),
             '00080050', jsonb_build_object('vr', 'SH', 'Value', jsonb_build_array('A' || n)),
             '00081030', jsonb_build_object('vr', 'LO', 'Value', jsonb_build_array(description)),
             '00080090', jsonb_build_object('vr', 'PN', 'Value', jsonb_build_array(jsonb_build_object('Alphabetic', 'REFERRER^R'))),
             '00200010', jsonb_build_object('vr', 'SH', 'Value', jsonb_build_array('1'))),
           'complete'
      from (select n,
              ($3::text[])[1 + (2000 * power(random(), 2))::int % 2000] || '^' || ($4::text[])[1 + (1000 * power(random(), 2))::int % 1000] as name,
              to_char(date '2016-01-01' + (random() * 3650)::int, 'YYYYMMDD') as date,
              to_char(interval '1 second' * (random() * 86399)::int, 'HH24MISS') as time,
              (array['CT Head', 'CT Thorax', 'MR Brain', 'CR Chest', 'US Abdomen', 'MR Knee', 'CT Abdomen'])[1 + (random() * 6)::int] as description
              from generate_series($1::int, $2::int) n) drawn
    returning id, study_instance_uid
  ), rows as (
    insert into series (study_id, series_instance_uid, modality, series_number, own, attributes)
    select id, study_instance_uid || '.' || s, (array['CT', 'MR', 'CR', 'US'])[1 + (random() * 3)::int], s, false, '{}'
      from studies, generate_series(1, 1 + (random() * 1)::int) s
    returning id, study_id, series_instance_uid
  )
  insert into instance (id, series_id, study_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, instance_number,
    has_pixels, number_of_frames, bytes, digest, study_revision, door, source, attributes)
  select gen_random_uuid(), id, study_id, series_instance_uid || '.' || i, '1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.1.2.1',
         i, true, 1, 0, '', 1, 'stow', 'bench', '{}'
    from rows, generate_series(1, 2) i`;

async function fill(dataSource) {
  const [{ count }] = await dataSource.query('select count(*)::int as count from study');
  const lists = [names(COMMON, 2000, 3), names(GIVEN, 1000, 3)];
  for (let first = count; first < STUDIES; first += CHUNK) {
    await dataSource.query(FILL, [first, Math.min(first + CHUNK, STUDIES) - 1, ...lists]);
    say(`  ${Math.min(first + CHUNK, STUDIES)} studies are there`);
  }
  await dataSource.query('vacuum analyze study, series, instance');
}

/** A value from 0 to `below`, another one each time. */
const other = (below) => Math.floor(Math.random() * below);
const LONG = COMMON.filter((name) => name.length > 3);
const surname = () => LONG[other(LONG.length)];
const given = () => GIVEN[other(GIVEN.length)];

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
    await fill(dataSource);
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
  const [, , , given] = process.argv;
  if (given?.startsWith('postgres')) return inDatabaseOf(given, run);
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
