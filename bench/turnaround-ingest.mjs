import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { EventConsumer, EventLog, dataSourceOptions } from '../backend/dist/platform/index.js';
import { ClinicalEventStore } from '../backend/dist/turnaround/clinical-event-store.js';
import { CLINICAL } from '../backend/dist/turnaround/clinical-events-of.js';
import { ClinicalLog } from '../backend/dist/turnaround/clinical-log.js';
import { EventPartitions } from '../backend/dist/turnaround/event-partitions.js';
import { TurnaroundProjection } from '../backend/dist/turnaround/listeners/turnaround-projection.js';
import { Loads } from '../backend/dist/turnaround/loads.js';
import { ReaderMarks } from '../backend/dist/turnaround/reader-marks.js';
import { RollUps } from '../backend/dist/turnaround/roll-ups.js';
import { Timelines } from '../backend/dist/turnaround/timelines.js';
import { Totals } from '../backend/dist/turnaround/totals.js';
import { startPostgres } from '../scripts/lib/postgres.mjs';
import { machine, openFolder, say } from './own-system.mjs';

/**
 * Whether the turnaround of studies keeps up: `node bench/turnaround-ingest.mjs [EVENTS_PER_SECOND] [SECONDS]`. So many
 * events a second are appended to the event log (2000 where nothing is said, for 60 s), those of a study spread over 30 s
 * and over hours of the site, as a department of ten million studies a year gives them at 400 times its speed. Says how
 * far behind the clinical events, the timelines and the counts are meanwhile, and when all is counted.
 */

const RATE = Number(process.argv[2] ?? 2000);
const SECONDS = Number(process.argv[3] ?? 60);
const SPEED = 400;
const LIFE_S = 30;
const EVERY_MS = 100;

const reader = `person:${randomUUID()}`;
const place = (ready, n) => ({
  formerBand: null,
  band: 3,
  orderClass: ['stat', 'urgent', 'routine', 'routine', 'routine'][n % 5],
  reasons: ['order'],
  policyVersion: 'order-2.1',
  readyAt: new Date(ready).toISOString(),
  modalities: [['CT', 'CR', 'MR', 'US'][n % 4]],
  site: `Site ${n % 5}`,
});

/** The events of one study, in their order. */
const STORY = [
  ['OrderPlaced', (n) => ({ orderId: `o${n}`, modality: ['CT', 'CR', 'MR', 'US'][n % 4] })],
  ['OrderChanged', (n) => ({ orderId: `o${n}`, status: 'inProgress' })],
  ['ExamCompleted', (n) => ({ performedStepId: `s${n}`, orderId: `o${n}` })],
  ['StudyCompleted', () => ({ revision: 1 })],
  ['WorklistItemChanged', (n, at) => ({ version: 1, place: place(at, n) })],
  ['InferencePlanned', (n) => ({ runIds: [`r${n}`] })],
  ['InferenceStarted', (n) => ({ runId: `r${n}` })],
  ['InferenceFinished', (n) => ({ runId: `r${n}`, state: n % 10 ? 'notFlagged' : 'flagged' })],
  ['WorklistItemChanged', (n, at) => ({ version: 2, place: { ...place(at, n), formerBand: 3, band: 1 } })],
  ['StudyClaimed', () => ({ by: reader })],
  ['StudyFirstOpened', () => ({})],
  ['ReportStarted', (n) => ({ reportId: `p${n}`, by: reader })],
  ['ReportSigned', (n) => ({ reportId: `p${n}`, version: 1, stage: 'preliminary', by: reader })],
  ['ClaimEnded', () => ({ how: 'read', by: reader })],
  ['ReportSigned', (n) => ({ reportId: `p${n}`, version: 2, stage: 'final', by: reader })],
];

const APPEND = `
insert into event (name, study_uid, payload, occurred_at)
select name, payload ->> 'studyUid', payload, at
  from jsonb_to_recordset($1::jsonb) as one (name text, payload jsonb, at timestamptz)`;

const BEHIND = `
select (select count(*)::int from event) as logged, (select count(*)::int from clinical_event) as written,
       (select count(*)::int from study_timeline where stale) as stale,
       (select not exists (select from event, event_cursor cursor
          where (event.transaction, event.id) > (cursor.transaction, cursor.id))) as taken,
       (select count(*)::int from turnaround_dirty_hour) as hours,
       (select count(*)::int from turnaround_dirty_day) as days`;

/** Appends what is due, tick by tick; a study begins every few milliseconds. */
async function produce(dataSource) {
  const started = Date.now();
  const T0 = started - SECONDS * SPEED * 1000;
  const apart = (STORY.length / RATE) * 1000;
  const step = (LIFE_S * 1000) / STORY.length;
  const due = STORY.map((_, part) => ({ part, next: Math.round(-(part * step) / apart) }));
  let events = 0;
  for (let tick = 1; tick * EVERY_MS <= SECONDS * 1000; tick += 1) {
    const now = tick * EVERY_MS;
    const rows = [];
    for (const one of due)
      for (; one.next * apart + one.part * step <= now; one.next += 1) {
        const [name, payloadOf] = STORY[one.part];
        const at = T0 + (one.next * apart + one.part * step) * SPEED;
        const n = one.next + 1_000_000;
        rows.push({
          name,
          at: new Date(at),
          payload: { studyId: randomUUID(), studyUid: `2.25.${n}`, ...payloadOf(n, at) },
        });
      }
    await dataSource.query(APPEND, [JSON.stringify(rows)]);
    events += rows.length;
    if (tick % 100 === 0)
      say(`  after ${now / 1000} s: ${JSON.stringify((await dataSource.query(BEHIND))[0])}`);
    await wait(Math.max(0, started + now - Date.now()));
  }
  return { events, tookS: (Date.now() - started) / 1000 };
}

async function run(url) {
  const dataSource = new DataSource(dataSourceOptions(url, 'firstread-bench'));
  await dataSource.initialize();
  await dataSource.runMigrations();
  const sites = { current: async () => ({ name: 'Bench', timeZone: 'Europe/Zurich' }) };
  const came = {
    firstReceivedAt: new Date(Date.now() - 60_000),
    lastReceivedAt: new Date(),
    intake: 'reading',
  };
  const archive = { studiesByIds: async (ids) => new Map(ids.map((id) => [id, came])) };
  const store = new ClinicalEventStore();
  const timelines = new Timelines(dataSource, store, new ReaderMarks(), sites);
  const totals = new Totals(dataSource, sites);
  const rollUps = new RollUps(dataSource, totals, new Loads(dataSource));
  const clinical = new ClinicalLog(store, timelines, archive, sites);
  const consumer = new EventConsumer(
    'turnaround',
    CLINICAL,
    { most: 1000, handle: (events, manager) => clinical.record(manager, events) },
    dataSource,
    new EventLog(),
    { subscribe: () => () => undefined },
  );
  const projection = new TurnaroundProjection(timelines, rollUps, totals);
  await new EventPartitions(dataSource).prepare(new Date());
  consumer.start();
  projection.onApplicationBootstrap();
  say(`${machine()}, the producer and PostgreSQL on the same`);
  const { events, tookS } = await produce(dataSource);
  say(`${events} events in ${tookS.toFixed(1)} s: ${(events / tookS).toFixed(0)} a second`);
  const ended = Date.now();
  for (;;) {
    const [behind] = await dataSource.query(BEHIND);
    const pending = await rollUps.pending();
    if (!pending && behind.taken) break;
    await wait(100);
  }
  say(`All counted ${((Date.now() - ended) / 1000).toFixed(1)} s after the last event`);
  await consumer.stop();
  await projection.onApplicationShutdown();
  await dataSource.destroy();
}

const folder = openFolder('turnaround-ingest');
const postgres = await startPostgres(folder);
try {
  await run(postgres.url);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
