import { rmSync } from 'node:fs';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../backend/dist/platform/index.js';
import { cellsAsJson, WRITE_CELLS } from '../backend/dist/turnaround/cells.js';
import { rollUp } from '../backend/dist/turnaround/domain/roll-up.js';
import { IntervalPages } from '../backend/dist/turnaround/interval-pages.js';
import { EventPartitions } from '../backend/dist/turnaround/event-partitions.js';
import { Loads } from '../backend/dist/turnaround/loads.js';
import { RollUps } from '../backend/dist/turnaround/roll-ups.js';
import { Totals } from '../backend/dist/turnaround/totals.js';
import { TurnaroundGroups } from '../backend/dist/turnaround/turnaround-groups.js';
import { TurnaroundService } from '../backend/dist/turnaround/turnaround.service.js';
import { startPostgres } from '../scripts/lib/postgres.mjs';
import { fairnessQuestions, fillReaderDays, readerOf } from './fairness-questions.mjs';
import { machine, openFolder, quantile, say } from './own-system.mjs';

/**
 * How fast turnaround answers: `node bench/turnaround.mjs [STUDIES] [ROWS] [EVENTS] [FOLDER]`. The waits of so many studies
 * of one year (ten million where nothing is said), of ten sites and eight modalities, are counted by the hour and taken
 * together by the product's own code for four weeks, which the rest of the year repeats. So many of the last of them (a
 * million) have rows and, where EVENTS is 1, their 15 events; one of 1,000 is open. Every query of a dashboard is asked 50
 * times. What is made stays in FOLDER where one is named, and is used again.
 */

const STUDIES = Number(process.argv[2] ?? 10_000_000);
const INTERVALS = Number(process.argv[3] ?? 1_000_000);
const EVENTS = process.argv[4] === '1';
const FOLDER = process.argv[5];
const REPEATS = 50;
const STAGE = 'wait';
const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2025, 0, 1);
const DAYS = 365;
/** Made by the product's code; the rest of the year repeats them. */
const MADE_DAYS = 28;
const HOURS_AT_ONCE = 48;

const MODALITIES = ['CR', 'CR', 'CR', 'CT', 'CT', 'MR', 'US', 'MG', 'NM', 'XA', 'DX', 'DX'];
const CLASSES = ['routine', 'routine', 'routine', 'routine', 'urgent', 'urgent', 'stat'];
const AI = ['notEligible', 'notEligible', 'notFlagged', 'notFlagged', 'notFlagged', 'flagged', 'noResult'];
const of = (all) => all[Math.floor(Math.random() * all.length)];

function interval(hour) {
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return {
    stage: STAGE,
    hour,
    site: `Site ${Math.floor(10 * Math.random() ** 2)}`,
    modality: of(MODALITIES),
    orderClass: of(CLASSES),
    aiState: of(AI),
    seconds: Math.round(1000 * 2400 * Math.exp(1.2 * normal)) / 1000,
    fallback: Math.random() < 0.08,
    excluded: null,
  };
}

async function fill(dataSource, totals) {
  const perHour = STUDIES / (DAYS * 24);
  for (let first = 0; first < MADE_DAYS * 24; first += HOURS_AT_ONCE) {
    const hours = Array.from(
      { length: HOURS_AT_ONCE },
      (_, at) => new Date(FIRST + (first + at) * 3_600_000),
    );
    const intervals = hours.flatMap((hour) =>
      Array.from({ length: Math.round(perHour * (hour.getUTCHours() > 6 ? 1.2 : 0.5)) }, () =>
        interval(hour),
      ),
    );
    const cells = rollUp(intervals);
    await dataSource.transaction(async (manager) => {
      await manager.query(WRITE_CELLS, [cellsAsJson(cells)]);
      await totals.hoursCounted(
        manager,
        hours.map((hour) => ({ stage: STAGE, hour })),
      );
    });
    while (await totals.refreshDays());
  }
  await dataSource.query(repeated('turnaround_rollup', ''));
  await dataSource.query(repeated('turnaround_total', ', stated, hours'));
}

/** The same four weeks over and over until the end of the year. */
function repeated(table, own) {
  const columns = `site, modality, order_class, ai_state, n, fallbacks, excluded, max_seconds, sketch${own}`;
  return `
    insert into ${table} (stage, hour, ${columns})
    select stage, hour + turn * interval '${MADE_DAYS} days', ${columns}
      from ${table} cross join generate_series(1, ${Math.floor(DAYS / MADE_DAYS) - 1}) turn`;
}

/** What is said of a study, and how many minutes after it was ready; what begins with its reading is not said of open ones. */
const STORY = {
  ...{
    orderPlaced: -90,
    examCompleted: -20,
    firstInstance: -10,
    lastInstance: -5,
    readyToRead: 0,
    aiPlanned: 0,
  },
  ...{ aiDispatched: 1, aiResult: 3, priorityChanged: 3, claimed: 39, firstOpened: 40, reportStarted: 42 },
  ...{ preliminary: 46, final: 50, markedRead: 50 },
};
/** One of so many is not read yet. */
const ONE_OPEN_OF = 1000;

/** The last of them, evenly over the days before the end. */
const ROWS = `
with made as (
  select '2.25.77.' || n as uid, n, to_timestamp($2::float8) - interval '1 second' * (n * $3::float8) as at
    from generate_series(1, $1::int) n),
timeline as (
  insert into study_timeline (study_uid, stale, listed)
  select uid, false, tstzrange(at, case when n % ${ONE_OPEN_OF} > 0 then at + interval '${STORY.markedRead} min' end, '[]') from made)
insert into study_interval (study_uid, stage, subject, hour, site, modality, order_class, ai_state, started_at, started_with,
  ended_at, ended_with, seconds, fallback, excluded)
select uid, '${STAGE}', '', date_trunc('hour', at), 'Site ' || n % 10, (array['CR', 'CT', 'MR', 'US', 'MG', 'NM', 'XA', 'DX'])[1 + n % 8],
       (array['routine', 'urgent', 'stat'])[1 + n % 3], (array['notEligible', 'notFlagged', 'flagged', 'noResult'])[1 + n % 4], at,
       'readyToRead', case when n % ${ONE_OPEN_OF} > 0 then at + interval '40 min' end, case when n % ${ONE_OPEN_OF} > 0 then 'firstOpened' end,
       case when n % ${ONE_OPEN_OF} > 0 then 2400 end, false, null
  from made`;

const BEFORE_READING = 9;
/** One of so many claims is of a study that the reader chose. */
const ONE_CHOSEN_OF = 5;
const READERS = 600;

const PLACE = `
jsonb_build_object('reading', 'unread', 'to', 1 + n % 3, 'orderClass', order_class, 'site', site, 'modality', modality, 'rules', '1', 'reasons', '[]'::jsonb,
  'why', jsonb_build_array('orderClass', 'waiting'), 'rankAt', started_at, 'dueAt', started_at + interval '1 day')`;

const EVENTS_OF_MONTH = `
insert into clinical_event (study_uid, kind, happened_at, recorded_at, source, clock, by_role, reader_id, detail,
  event_transaction, event_id, event_part)
select study_uid, kind, one.at, one.at, 'worklist', 'platform', case when reading then 'radiologist' end,
       case when reading then ${readerOf(`n % ${READERS}`)} end,
       case when kind in ('readyToRead', 'priorityChanged') then ${PLACE}
            when kind = 'claimed' then jsonb_build_object('how', case when n % ${ONE_CHOSEN_OF} = 0 then 'chosen' else 'next' end)
            else '{}' end,
       '1', $3 + row_number() over (), 0
  from study_interval
       cross join lateral (select split_part(study_uid, '.', 4)::int as n) study
       cross join lateral unnest($4::text[], $5::int[]) with ordinality story (kind, minutes, place)
       cross join lateral (
         select started_at + minutes * interval '1 min' as at, place > ${BEFORE_READING} as reading) one
 where stage = '${STAGE}' and hour >= $1::timestamptz and hour < $2::timestamptz and (ended_at is not null or not reading)`;

/** Does `write` without the keys and indexes of tables, and makes these after it: many times as fast. */
async function withoutIndexes(dataSource, tables, write) {
  const constraints = await dataSource.query(
    `select conrelid::regclass as table, conname as name, contype as type, pg_get_constraintdef(oid) as definition
       from pg_constraint where conrelid = any($1::regclass[]) and contype in ('p', 'f') order by contype = 'f'`,
    [tables],
  );
  const indexes = await dataSource.query(
    `select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as definition from pg_index
      where indrelid = any($1::regclass[]) and not exists (select from pg_constraint where conindid = indexrelid)`,
    [tables],
  );
  for (const { table, name } of constraints.toReversed())
    await dataSource.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await dataSource.query(`drop index ${name}`);
  await write();
  await dataSource.query(`set maintenance_work_mem = '1GB'`);
  for (const { definition } of indexes) await dataSource.query(definition.replace(' ON ONLY ', ' ON '));
  for (const { table, name, definition } of constraints)
    await dataSource.query(`alter table ${table} add constraint ${name} ${definition}`);
}

/** Month by month into their partitions, which are indexed after it. */
async function writeEvents(dataSource) {
  const story = [Object.keys(STORY), Object.values(STORY)];
  const partitions = new EventPartitions(dataSource);
  for (let month = 0; month < 12; month += 1) {
    const [from, until] = [new Date(Date.UTC(2025, month, 1)), new Date(Date.UTC(2025, month + 1, 1))];
    await partitions.prepare(from);
    await dataSource.query(EVENTS_OF_MONTH, [from, until, month * STUDIES * story[0].length, ...story]);
    say(`  events of month ${month + 1} of 12`);
  }
}

const YEAR = { stage: STAGE, from: '2025-01-01', to: '2025-12-31' };
const MONTH = { stage: STAGE, from: '2025-12-01', to: '2025-12-31' };
const QUERIES = {
  'a year, all': { ...YEAR, groupBy: 'none' },
  'a year by day': { ...YEAR, groupBy: 'day' },
  'a year by modality': { ...YEAR, groupBy: 'modality' },
  'a year by site': { ...YEAR, groupBy: 'site' },
  'a year by AI state, CT': { ...YEAR, groupBy: 'aiState', modality: 'CT' },
  'a year by order class, CT of one site': { ...YEAR, groupBy: 'orderClass', modality: 'CT', site: 'Site 1' },
  'a year by hour of the week': { ...YEAR, groupBy: 'hourOfWeek' },
  'a year by shift': { ...YEAR, groupBy: 'shift' },
  'a year by hour of the week, CT': { ...YEAR, groupBy: 'hourOfWeek', modality: 'CT' },
  'a year by shift, urgent CT': { ...YEAR, groupBy: 'shift', modality: 'CT', orderClass: 'urgent' },
  'a year by shift, urgent CT of one site': {
    ...YEAR,
    groupBy: 'shift',
    modality: 'CT',
    orderClass: 'urgent',
    site: 'Site 1',
  },
  'a year by load': { ...YEAR, groupBy: 'load' },
  'a month by day': { ...MONTH, groupBy: 'day' },
  'a month by hour of the week': { ...MONTH, groupBy: 'hourOfWeek' },
};
const CURVES = { 'curves of a year by AI state': { ...YEAR, groupBy: 'aiState' } };
const PAGES = {
  'studies of a year, first page': YEAR,
  'studies of a year of one shift, first page': { ...YEAR, groupBy: 'shift', key: 'night' },
  'studies of a year of one hour of the week, ended, first page': {
    ...YEAR,
    groupBy: 'hourOfWeek',
    key: '33',
    state: 'ended',
  },
  'studies of a year that are open, first page': { ...YEAR, state: 'open' },
  'flagged STAT MR of one site, first page': {
    ...YEAR,
    modality: 'MR',
    site: 'Site 2',
    orderClass: 'stat',
    aiState: 'flagged',
  },
};

async function time(what, ask) {
  const times = [];
  for (let turn = 0; turn < REPEATS; turn += 1) {
    const started = performance.now();
    await ask();
    times.push(performance.now() - started);
  }
  say(`| ${what} | ${quantile(times, 0.5).toFixed(0)} ms | ${quantile(times, 0.95).toFixed(0)} ms |`);
}

async function make(dataSource, totals, end) {
  const started = performance.now();
  await fill(dataSource, totals);
  await withoutIndexes(dataSource, ['study_timeline', 'study_interval'], () =>
    dataSource.query(ROWS, [INTERVALS, end.getTime() / 1000 - 3600, (DAYS * 86_400) / STUDIES]),
  );
  say('Rows of studies made');
  await dataSource.query('vacuum analyze');
  await dataSource.query('checkpoint');
  say(`Made in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

const SIZES = `
select (select count(*)::int from turnaround_rollup) as cells, (select count(*)::int from turnaround_total) as totals,
       (select sum(n)::int from turnaround_rollup) as intervals,
       (select sum(reltuples)::int from pg_class where relname like 'clinical_event_2%' and relkind = 'r') as events,
       pg_size_pretty(pg_database_size(current_database())) as size`;

async function run(url) {
  const dataSource = await new DataSource(dataSourceOptions(url, 'firstread-bench')).initialize();
  await dataSource.runMigrations();
  const sites = { current: async () => ({ name: 'Bench', timeZone: 'UTC' }) };
  const totals = new Totals(dataSource, sites);
  const pages = new IntervalPages(dataSource);
  const end = new Date(FIRST + DAYS * DAY_MS);
  const clock = { now: () => end };
  const loads = new Loads(dataSource);
  const rollUps = new RollUps(dataSource, totals, loads);
  const groups = new TurnaroundGroups(totals, rollUps, loads, clock);
  const turnaround = new TurnaroundService(dataSource, rollUps, groups, pages, sites);
  const [made] = await dataSource.query(
    'select exists (select from turnaround_total) as already, exists (select from clinical_event) as told',
  );
  if (!made.already) await make(dataSource, totals, end);
  const hours = Array.from({ length: DAYS * 24 }, (_, hour) => new Date(FIRST + hour * 3_600_000));
  await loads.count(dataSource.manager, hours);
  if (EVENTS && !made.told) {
    await withoutIndexes(dataSource, ['clinical_event'], () => writeEvents(dataSource));
    await dataSource.query('vacuum analyze clinical_event');
    await fillReaderDays(dataSource, { readers: READERS, from: YEAR.from, days: DAYS });
    say('Events made');
  }
  const [sizes] = await dataSource.query(SIZES);
  say(`${machine()}: ${JSON.stringify(sizes)}`);
  for (const [what, query] of Object.entries(QUERIES)) await time(what, () => turnaround.figures(query));
  for (const [what, query] of Object.entries(CURVES)) await time(what, () => turnaround.survival(query));
  for (const [what, query] of Object.entries(PAGES))
    await time(what, () => turnaround.studies({ ...query, limit: 50 }));
  if (EVENTS)
    for (const [what, ask] of Object.entries(fairnessQuestions(dataSource, { sites, clock })))
      await time(what, ask);
  await dataSource.destroy();
}

const folder = FOLDER ?? openFolder('turnaround');
// What is made can be made again; only questions are timed.
const postgres = await startPostgres(folder, {
  settings: ['synchronous_commit=off', 'fsync=off', 'full_page_writes=off', 'max_wal_size=8GB'],
});
try {
  await run(postgres.url);
} finally {
  await postgres.stop();
  if (!FOLDER) rmSync(folder, { recursive: true, force: true });
}
