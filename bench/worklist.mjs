import { setTimeout as wait } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { DataSource } from 'typeorm';
import { WAKE_CHANNEL } from '../backend/dist/platform/events/event-log.js';
import { dataSourceOptions } from '../backend/dist/platform/index.js';
import { machine, quantile, say, withSystem } from './own-system.mjs';
import { fillDatabase, other } from './studies.mjs';

/**
 * The worklist of a large department: `node bench/worklist.mjs [STUDIES] [UNREAD] [SOCKETS]`. How long its first and later
 * pages take over HTTP, and how long a change takes from its event to every one of so many sockets while 50 change each
 * second. Server, database and clients share the machine and its clock.
 */

const [STUDIES = 1_000_000, UNREAD = 20_000, SOCKETS = 300] = process.argv.slice(2).map(Number);
const PAGE = 100;
const REQUESTS = 400;
const CHANGES_PER_SECOND = 50;
const SECONDS = 20;
const PER_AGENT = 50;

/**
 * All studies are read but the newest, of which every tenth has a suspicion. A row keeps what it shows, as one that the
 * worker decided does.
 */
const ROWS = `
  insert into worklist_item (study_id, study_uid, order_class, order_source, band, rank_at, due_at, ready_at, overdue, reasons,
    policy_version, reading, modalities, site, suspected, shown)
  select id, study_instance_uid, class, 'order', band, ready + target, ready + target, ready, false,
         case when band = 1 then '[{"kind": "ai", "text": "Suspected", "modelId": "bench", "modelVersion": "1.0.0"}]'::jsonb
              else '[]'::jsonb end || '[{"kind": "order", "text": "Stated in the order"}]'::jsonb,
         'order-2.1', case when n <= $1 then 'unread' else 'read' end, array[modality], 'Site ' || n % 4, band = 1,
         case when n <= $1 then jsonb_build_object(
           'receiving', false, 'accessionNumber', accession_number, 'studyDescription', study_description,
           'patient', jsonb_build_object('name', replace(patient_name, '^', ', '), 'id', patient_id,
             'birthDate', '1960-01-01', 'sex', patient_sex),
           'studyDate', '2026-01-01', 'modalities', array[modality], 'bodyParts', array['HEAD'], 'institution', 'Site ' || n % 4,
           'seriesCount', 2, 'instanceCount', 4,
           'ai', jsonb_build_array(jsonb_build_object(
             'modelId', 'bench', 'modelName', 'Bench', 'modelVersion', '1.0.0', 'reason', null, 'stale', false,
             'state', case when band = 1 then 'flagged' else 'notFlagged' end,
             'findings', jsonb_build_array(jsonb_build_object('label', 'Suspected', 'flagged', band = 1, 'critical', true))))) end
    from (select numbered.*,
                 (array['stat', 'urgent', 'routine', 'routine', 'routine'])[1 + n % 5] as class,
                 case when n % 5 = 0 then 0 when n % 10 = 7 then 1 when n % 5 = 1 then 2 else 3 end as band,
                 (array['CT', 'CR', 'MR', 'DX', 'US', 'CT', 'DX'])[1 + n % 7] as modality,
                 now() - interval '20 min' * random() as ready,
                 interval '1 hour' * (24 + n % 24) as target
            from (select study.*, row_number() over (order by study_instance_uid) as n from study) numbered) made
  on conflict do nothing`;

const RUNS = `
  with run as (
    insert into inference_run (study_id, study_uid, study_revision, model_id, model_version, model_sha256, state, effect,
      input_series_uid, created_at, started_at, finished_at)
    select study_id, study_uid, 1, 'bench', '1.0.0', '', case when band = 1 then 'flagged' else 'notFlagged' end, 'shown',
           study_uid || '.1', now(), now(), now()
      from worklist_item where reading = 'unread' and not exists (select from inference_run where model_id = 'bench')
    returning id, state)
  insert into finding (run_id, ordinal, detail, flagged, critical)
  select id, 0, jsonb_build_object('label', 'Suspected', 'flagged', state = 'flagged', 'critical', true,
    'concept', '{"scheme": "SCT", "value": "1", "meaning": "Spec"}'::jsonb, 'score', 0.5, 'operatingPoint', 0.5,
    'quantity', null, 'keyImage', null, 'boxes', '[]'::jsonb), state = 'flagged', true
    from run`;

async function fill(dataSource) {
  await fillDatabase(dataSource, STUDIES);
  await dataSource.query(ROWS, [UNREAD]);
  await dataSource.query(RUNS);
  await dataSource.query('vacuum analyze worklist_item, inference_run, finding');
}

async function measurePages(system) {
  const cookie = await signIn(system);
  const times = { first: [], later: [] };
  let after;
  for (let turn = 0; turn < REQUESTS; turn += 1) {
    const first = turn % 2 === 0 || !after;
    const path = `/api/v1/worklist?limit=${PAGE}${first ? '' : `&after=${encodeURIComponent(after)}`}`;
    const started = performance.now();
    const answer = await fetch(`${system.address}${path}`, { headers: { cookie } });
    const page = await answer.json();
    const took = performance.now() - started;
    if (!answer.ok || page.items.length !== PAGE) throw new Error(`Status ${answer.status}`);
    // The first requests warm up caches and compiled code.
    if (turn >= REQUESTS / 10) times[first ? 'first' : 'later'].push(took);
    after = page.next;
  }
  for (const [name, all] of Object.entries(times))
    say(`  ${name} page of ${PAGE}: p50 ${ms(all, 0.5)}, p99 ${ms(all, 0.99)}`);
}

const ms = (all, part) => `${quantile(all, part).toFixed(1)} ms`;

async function signIn(system) {
  const { email, password } = system.credentials().users.find(({ role }) => role === 'radiologist');
  const answer = await fetch(`${system.address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`Signing in failed with status ${answer.status}`);
  return answer.headers.getSetCookie()[0].split(';')[0];
}

async function follow(system, cookie, heard) {
  const socket = io(system.address, { transports: ['websocket'], extraHeaders: { cookie }, forceNew: true });
  await new Promise((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.once('connect', () =>
      socket.emit('worklist.follow', (answer) => (answer.ok ? resolve() : reject(answer))),
    );
  });
  socket.on('worklist.changed', ({ changes }) => {
    const at = Date.now();
    for (const { studyInstanceUid, version } of changes) heard(`${studyInstanceUid} ${version}`, at);
  });
  return socket;
}

/** A change as the worker commits one: the row's next version, its event, and the call that wakes the others. */
const CHANGE = `
  with row as (
    update worklist_item set version = version + 1, changed_at = now()
     where study_uid = $1 returning study_id, study_uid, version),
  logged as (
    insert into event (name, study_uid, payload)
    select 'WorklistItemChanged', study_uid,
           jsonb_build_object('studyId', study_id, 'studyUid', study_uid, 'version', version) from row
    returning id)
  select pg_notify($2, '') from logged`;

async function measurePushes(system, dataSource) {
  const cookie = await signIn(system);
  const times = [];
  const heard = new Map();
  const sockets = [];
  for (let made = 0; made < SOCKETS; made += PER_AGENT)
    sockets.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(PER_AGENT, SOCKETS - made) }, () =>
          follow(system, cookie, (key, at) => heard.set(key, [...(heard.get(key) ?? []), at])),
        ),
      )),
    );
  const list = await fetch(`${system.address}/api/v1/worklist?limit=500`, { headers: { cookie } });
  const { items } = await list.json();
  const since = Date.now();
  let asked = 0;
  for (const end = since + SECONDS * 1000; Date.now() < end; asked += 1) {
    const { studyInstanceUid } = items[other(items.length)];
    void dataSource.query(CHANGE, [studyInstanceUid, WAKE_CHANNEL]);
    await wait(Math.max(0, since + (asked * 1000) / CHANGES_PER_SECOND - Date.now()));
  }
  await wait(2000);
  const events = await dataSource.query(
    `select study_uid || ' ' || (payload ->> 'version') as key, extract(epoch from occurred_at) * 1000 as at
       from event where name = 'WorklistItemChanged' and occurred_at >= to_timestamp($1 / 1000.0)`,
    [since],
  );
  for (const { key, at } of events)
    for (const received of heard.get(key) ?? []) times.push(received - Number(at));
  for (const socket of sockets) socket.disconnect();
  say(`  ${events.length} changes in ${SECONDS} s to ${SOCKETS} sockets, ${times.length} receptions`);
  say(`  from event to client: p50 ${ms(times, 0.5)}, p99 ${ms(times, 0.99)}`);
}

await withSystem({ INFERENCE_CONCURRENCY: '1' }, { pages: false }, async (system) => {
  const dataSource = new DataSource(dataSourceOptions(system.env.DATABASE_URL, 'firstread-bench'));
  await dataSource.initialize();
  try {
    await fill(dataSource);
    say(`${machine()}; ${STUDIES} studies, ${UNREAD} unread`);
    await measurePages(system);
    await measurePushes(system, dataSource);
  } finally {
    await dataSource.destroy();
  }
});
