/* global window, document, addEventListener, requestAnimationFrame, MutationObserver */
import { readFileSync, rmSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../backend/dist/platform/index.js';
import { machine, openFolder, quantile, say, withSystem } from './own-system.mjs';
import { seriesFolders, SLICES, stow, uidsOf } from './series.mjs';

/**
 * How soon the first image of a CT of 300 slices stands on the screen: `node bench/viewer.mjs [ROUNDS]`. In a browser that
 * has seen nothing; from the list, in a page that is running; and for the next study of the list, whose images were
 * fetched while the one before was read. Then all slices are scrolled through, and the memory of the page is read.
 */

const [ROUNDS = 5] = process.argv.slice(2).map(Number);
const READY = '[data-testid=viewer][data-phase=ready]';
const PATIENCE_MS = 120_000;
const LOOKING_MS = 4000;
const READING_MS = 15_000;
const MEBIBYTE = 2 ** 20;

async function openPage(browser, system) {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(watch, READY);
  const { email, password } = system.credentials().users.find(({ role }) => role === 'radiologist');
  const answer = await page.request.post(`${system.address}/api/v1/session`, { data: { email, password } });
  if (!answer.ok()) throw new Error(`Signing in failed with status ${answer.status()}`);
  return page;
}

/** In the page: remembers when a key was pressed, and when the first image of each study was on the screen. */
function watch(ready) {
  window.pressed = 0;
  window.shown = {};
  addEventListener('keydown', (event) => (window.pressed = event.timeStamp), { capture: true });
  const look = () => {
    const viewer = document.querySelector(`[data-study-uid] ${ready}`);
    const uid = viewer?.closest('[data-study-uid]').dataset.studyUid;
    if (!uid || uid in window.shown) return;
    window.shown[uid] = null;
    // The frame after the one in which it is drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => (window.shown[uid] = performance.now())));
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ['data-phase'],
  });
}

/** Milliseconds from the key, or from navigation, to when the first image of this study is on the screen. */
async function untilShown(page, uid, work) {
  await work();
  await page.waitForFunction((study) => window.shown[study], uid);
  return page.evaluate((study) => window.shown[study] - window.pressed, uid);
}

async function cold(browser, system, uid) {
  const page = await openPage(browser, system);
  const time = await untilShown(page, uid, () => page.goto(`${system.address}/studies/${uid}`));
  await page.context().close();
  return time;
}

/** Opens the list, then one study from it, then the next by its key. */
async function fromList(browser, system, first, second) {
  const page = await openPage(browser, system);
  await page.goto(`${system.address}/worklist`);
  const row = page.locator(`[data-testid=worklist-row][data-study-uid="${first}"]`);
  await row.focus();
  // A reader looks at the list before they open something.
  await page.waitForTimeout(LOOKING_MS);
  // What is held is not given once more.
  await page.keyboard.press('c');
  await row.locator('[data-testid=claim]').first().waitFor({ state: 'attached' });
  const opened = await untilShown(page, first, () => page.keyboard.press('Enter'));
  await page.waitForTimeout(READING_MS);
  const next = await untilShown(page, second, () => page.keyboard.press('n'));
  await page.context().close();
  return { opened, next };
}

async function memory(browser, system, uid) {
  const page = await openPage(browser, system);
  await page.goto(`${system.address}/studies/${uid}`);
  const viewer = page.locator(READY);
  await viewer.focus();
  for (let slice = 1; slice < SLICES; slice += 1) await page.keyboard.press('ArrowDown');
  await page.waitForSelector(`${READY}[data-slice="${SLICES}"]`);
  await page.waitForTimeout(READING_MS);
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const resident = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) * 1024);
  await page.context().close();
  return Math.max(...resident);
}

async function complete(system, uids) {
  for (const uid of uids)
    for (;;) {
      const study = await (await system.request(`/api/v1/studies/${uid}`)).json();
      const busy = study.aiResults.some(({ state }) => state === 'pending' || state === 'running');
      if (study.state === 'complete' && study.worklistItem && !busy) break;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
}

function report(name, times) {
  say(
    `  ${name}: median ${(quantile(times, 0.5) / 1000).toFixed(2)} s, ` +
      `from ${(Math.min(...times) / 1000).toFixed(2)} to ${(Math.max(...times) / 1000).toFixed(2)} s`,
  );
}

await withSystem({ STUDY_QUIET_MS: '1000' }, {}, async (system) => {
  const folder = openFolder('viewer');
  const dataSource = new DataSource(dataSourceOptions(system.env.DATABASE_URL, 'firstread-bench'));
  await dataSource.initialize();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--disable-background-networking'],
  });
  try {
    const folders = await seriesFolders(folder, 2, undefined);
    const headers = { Authorization: `Bearer ${system.credentials().apiToken}` };
    for (const place of folders) await stow(place, `${system.address}/dicomweb/studies`, headers);
    const [first, second] = folders.map((place) => uidsOf(place).study);
    await complete(system, [first, second]);
    say(`${machine()}; CT of ${SLICES} slices of 512×512, first image on the screen`);
    const colds = [];
    const opened = [];
    const nexts = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      colds.push(await cold(browser, system, first));
      const times = await fromList(browser, system, first, second);
      opened.push(times.opened);
      nexts.push(times.next);
      await dataSource.query('delete from claim');
    }
    report('browser that has seen nothing, from navigation', colds);
    report('from the list, from the key', opened);
    report('next study, fetched ahead, from the key', nexts);
    say(
      `  page after scrolling through ${SLICES} slices: ${((await memory(browser, system, first)) / MEBIBYTE).toFixed(0)} MiB resident`,
    );
  } finally {
    await browser.close();
    await dataSource.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
});
