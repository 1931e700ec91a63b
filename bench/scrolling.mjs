import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../backend/dist/platform/index.js';
import { machine, quantile, say, withSystem } from './own-system.mjs';
import { changing, fillWorklist } from './worklists.mjs';

/**
 * The page of the worklist under load: `node bench/scrolling.mjs [ROWS] [CHANGES_PER_SECOND]`. All rows are loaded, then
 * the list is scrolled without a rest: while nothing changes, while the page is told of so many changes each second, and
 * while as many are made in the database, which keeps the server busy on the same cores. What is measured is the time
 * between the frames that Chromium draws.
 */

const [ROWS = 20_000, CHANGES_PER_SECOND = 50] = process.argv.slice(2).map(Number);
const SECONDS = 15;
const PUSH_MS = 80;
/** About a hundred rows a second, as a hard turn of a wheel does. */
const PIXELS_PER_FRAME = 50;

async function openList(browser, system) {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const tell = await listenIn(page);
  const { email, password } = system.credentials().users.find(({ role }) => role === 'radiologist');
  const answer = await page.request.post(`${system.address}/api/v1/session`, { data: { email, password } });
  if (!answer.ok()) throw new Error(`Signing in failed with status ${answer.status()}`);
  await page.goto(`${system.address}/worklist`);
  await page.getByTestId('worklist-row').first().waitFor();
  return { page, tell };
}

/** Stands between the page and its server; returns how to tell the page something as the server would. */
async function listenIn(page) {
  let link;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    link = socket;
    socket.connectToServer();
  });
  return (name, message) => link.send(`42${JSON.stringify([name, message])}`);
}

/** Tells the page of changes as the server does: those of 80 ms in one message; every tenth moves its study. */
function telling(tell, items, perSecond) {
  let told = 0;
  const each = (perSecond * PUSH_MS) / 1000;
  const timer = setInterval(() => {
    const changes = Array.from({ length: each }, () => {
      const at = (told * 7919) % items.length;
      const { band, version } = items[at];
      told += 1;
      items[at] = { ...items[at], version: version + 1, band: told % 10 === 0 && band % 2 ? 4 - band : band };
      return { studyInstanceUid: items[at].studyInstanceUid, version: version + 1, item: items[at] };
    });
    tell('worklist.changed', {
      sequence: `${2 ** 40 + told}.0`,
      serverTime: new Date().toISOString(),
      changes,
    });
  }, PUSH_MS);
  return () => clearInterval(timer);
}

/** Scrolls to the end until the list has no more pages; returns how high it is then. */
async function loadAll(page) {
  return page.getByTestId('worklist-scroll').evaluate(async (list) => {
    let quiet = 0;
    for (let height = 0; quiet < 20;) {
      list.scrollTop = list.scrollHeight;
      await new Promise((resolve) => setTimeout(resolve, 100));
      quiet = list.scrollHeight === height ? quiet + 1 : 0;
      height = list.scrollHeight;
    }
    return list.scrollHeight;
  });
}

/** Times between frames, in ms, while the list is scrolled up and down. */
async function frames(page) {
  return page.getByTestId('worklist-scroll').evaluate(
    (list, { seconds, pixels }) =>
      new Promise((resolve) => {
        const end = list.scrollHeight - list.clientHeight;
        const times = [];
        let at = 0;
        let step = pixels;
        let last;
        const frame = (now) => {
          if (last !== undefined) times.push(now - last);
          last = now;
          if (at + step < 0 || at + step > end) step = -step;
          at += step;
          list.scrollTop = at;
          if (times.reduce((sum, one) => sum + one, 0) > seconds * 1000) resolve(times);
          else globalThis.requestAnimationFrame(frame);
        };
        globalThis.requestAnimationFrame(frame);
      }),
    { seconds: SECONDS, pixels: PIXELS_PER_FRAME },
  );
}

function report(name, times) {
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
  const late = times.filter((one) => one > 25).length / times.length;
  say(
    `  ${name}: ${(1000 / mean).toFixed(1)} frames a second; between frames p50 ${quantile(times, 0.5).toFixed(1)} ms, ` +
      `p95 ${quantile(times, 0.95).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms; ` +
      `${(100 * late).toFixed(1)} % a frame late or more`,
  );
}

await withSystem({ INFERENCE_CONCURRENCY: '1' }, {}, async (system) => {
  const dataSource = new DataSource(dataSourceOptions(system.env.DATABASE_URL, 'firstread-bench'));
  await dataSource.initialize();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  try {
    await fillWorklist(dataSource, { studies: ROWS, unread: ROWS });
    const { page, tell } = await openList(browser, system);
    // A reader's pointer rests in the list, which holds its order.
    await page.mouse.move(960, 600);
    const height = await loadAll(page);
    say(`${machine()}; ${ROWS} rows loaded, ${height} pixels high`);
    report('nothing changes', await frames(page));
    const list = await (await page.request.get(`${system.address}/api/v1/worklist?limit=500`)).json();
    const hush = telling(tell, list.items, CHANGES_PER_SECOND);
    await wait(1000);
    report(`told of ${CHANGES_PER_SECOND} changes a second`, await frames(page));
    hush();
    const uids = await dataSource.query(
      'select study_uid as uid from worklist_item order by random() limit 2000',
    );
    const stop = changing(
      dataSource,
      uids.map(({ uid }) => uid),
      CHANGES_PER_SECOND,
    );
    await wait(1000);
    report(`${CHANGES_PER_SECOND} changes a second, made on the same cores`, await frames(page));
    say(`  ${(await stop()).size} changes were made`);
  } finally {
    await browser.close();
    await dataSource.destroy();
  }
});
