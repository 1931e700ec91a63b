import { setTimeout as wait } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../backend/dist/platform/index.js';
import { machine, quantile, say, withSystem } from './own-system.mjs';
import { changing, fillWorklist } from './worklists.mjs';

/**
 * The worklist of a large department: `node bench/worklist.mjs [STUDIES] [UNREAD] [SOCKETS]`. How long its first and later
 * pages and the live board take over HTTP, and how long a change takes from its commit to every one of so many sockets while 50 change each
 * second. Server, database and clients share the machine and its clock.
 */

const [STUDIES = 1_000_000, UNREAD = 20_000, SOCKETS = 300] = process.argv.slice(2).map(Number);
const PAGE = 100;
const REQUESTS = 400;
const BOARDS = 60;
const CHANGES_PER_SECOND = 50;
const SECONDS = 20;
const ROUNDS = 3;
const PER_AGENT = 50;

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

async function measureBoard(system) {
  const cookie = await signIn(system, 'departmentHead');
  const times = [];
  for (let turn = 0; turn < BOARDS; turn += 1) {
    const started = performance.now();
    const answer = await fetch(`${system.address}/api/v1/live-board`, { headers: { cookie } });
    const { unread } = await answer.json();
    if (unread?.total !== UNREAD) throw new Error(`Status ${answer.status}, ${unread?.total} unread`);
    if (turn >= BOARDS / 10) times.push(performance.now() - started);
  }
  say(`  live board: p50 ${ms(times, 0.5)}, p95 ${ms(times, 0.95)}`);
}

const ms = (all, part) => `${quantile(all, part).toFixed(1)} ms`;

async function signIn(system, asked = 'radiologist') {
  const { email, password } = system.credentials().users.find(({ role }) => role === asked);
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

async function measurePushes(system, dataSource) {
  const cookie = await signIn(system);
  const heard = new Map();
  const sockets = [];
  for (let made = 0; made < SOCKETS; made += PER_AGENT)
    sockets.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(PER_AGENT, SOCKETS - made) }, () =>
          follow(system, cookie, (key, at) => {
            if (heard.get(key)?.push(at) === undefined) heard.set(key, [at]);
          }),
        ),
      )),
    );
  const list = await fetch(`${system.address}/api/v1/worklist?limit=500`, { headers: { cookie } });
  const { items } = await list.json();
  const stop = changing(
    dataSource,
    items.map(({ studyInstanceUid }) => studyInstanceUid),
    CHANGES_PER_SECOND,
  );
  await wait(SECONDS * 1000);
  const committed = await stop();
  await wait(2000);
  const times = [...committed].flatMap(([key, { at }]) =>
    (heard.get(key) ?? []).map((received) => received - at),
  );
  const commits = [...committed.values()].map(({ asked, at }) => at - asked);
  for (const socket of sockets) socket.disconnect();
  say(`  ${committed.size} changes in ${SECONDS} s to ${SOCKETS} sockets, ${times.length} receptions`);
  say(`  the commits themselves: p50 ${ms(commits, 0.5)}, p99 ${ms(commits, 0.99)}`);
  say(`  from commit to client: p50 ${ms(times, 0.5)}, p99 ${ms(times, 0.99)}`);
}

await withSystem({ INFERENCE_CONCURRENCY: '1' }, { pages: false }, async (system) => {
  const dataSource = new DataSource(dataSourceOptions(system.env.DATABASE_URL, 'firstread-bench'));
  await dataSource.initialize();
  try {
    await fillWorklist(dataSource, { studies: STUDIES, unread: UNREAD });
    say(`${machine()}; ${STUDIES} studies, ${UNREAD} unread`);
    await measurePages(system);
    await measureBoard(system);
    for (let round = 0; round < ROUNDS; round += 1) await measurePushes(system, dataSource);
  } finally {
    await dataSource.destroy();
  }
});
