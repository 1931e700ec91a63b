import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import pg from 'pg';
import { chestDxPhantom, ctVolumePhantom, dicomMoment, parsePart10 } from '../backend/dist/dicom/index.js';
import { root, until } from '../scripts/lib/project.mjs';
import { execute, machine, openFolder, quantile, say, storescu, withSystem } from './own-system.mjs';

/**
 * From the end of the quiet period after the last image to the row at its new place on the worklist of a
 * browser, above the routine studies that wait there. Database, browser and this script share one clock.
 */

const ROUNDS = 10;
const WAITING_STUDIES = 40;
/** A chest radiograph of ChestX-ray14, where the real studies lie beside the clone. */
const RADIOGRAPH = join(root, '..', 'shared', 'dicom', 'dx-chest-nih', 'test1.dcm');
const QUIET_MS = 1000;
const PATIENCE_MS = 60_000;
/** Steps of one run, as its row has them. */
const PARTS = ['read', 'decode', 'preprocess', 'run', 'postprocess', 'encode', 'store'];

const runSql = `
  select run.model_id, run.state, run.timings,
    extract(epoch from run.encoded_at - run.finished_at) * 1000 as encoding,
    extract(epoch from run.started_at - run.created_at) * 1000 as waiting,
    extract(epoch from run.finished_at - run.started_at) * 1000 as running,
    extract(epoch from run.finished_at - study.last_received_at) * 1000 - $2 as until_result,
    extract(epoch from study.completed_at - study.last_received_at) * 1000 - $2 as completing,
    extract(epoch from study.last_received_at) * 1000 as received
  from inference_run run join study on study.id = run.study_id
  where study.study_instance_uid = $1 and run.state <> 'notEligible'`;

function launch() {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args });
}

async function openWorklist(browser, system) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  const { email, password } = system.credentials().users.find(({ role }) => role === 'radiologist');
  const answer = await page.request.post(`${system.address}/api/v1/session`, { data: { email, password } });
  if (!answer.ok()) throw new Error(`Signing in failed with status ${answer.status()}`);
  await page.goto(`${system.address}/worklist`);
  await page.getByTestId('worklist-page').waitFor();
  return page;
}

/** Runs in the page: resolves with the time at which the row shows the suspicion above what is less urgent. */
function suspicionShown({ uid, patienceMs }) {
  const { document, MutationObserver } = globalThis;
  const shown = () => {
    const rows = [...document.querySelectorAll('[data-testid="worklist-row"]')];
    const row = rows.find((one) => one.dataset.studyUid === uid);
    if (row?.dataset.band !== '1' || !row.querySelector('[data-ai-state="flagged"]')) return false;
    const place = (one) => Number(one.getAttribute('aria-rowindex'));
    const below = rows.filter((one) => place(one) > place(row) && one.dataset.band === '3');
    return below.length > 0 && rows.every((one) => place(one) >= place(row) || Number(one.dataset.band) <= 1);
  };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The suspicion was not shown')), patienceMs);
    const look = () => {
      if (!shown()) return false;
      clearTimeout(timer);
      observer.disconnect();
      resolve(Date.now());
      return true;
    };
    const observer = new MutationObserver(look);
    if (!look())
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
  });
}

/** Routine studies, so that the list has an order to change. */
async function fillList(system, folder, port) {
  const place = join(folder, 'routine');
  mkdirSync(place);
  for (let index = 0; index < WAITING_STUDIES; index += 1) {
    const seed = `latency routine ${process.pid} ${Date.now()} ${index}`;
    const options = { seed, name: `ROUTINE${index}`, acquired: dicomMoment(new Date()), slices: 1 };
    for (const { bytes } of ctVolumePhantom(options)) writeFileSync(join(place, `${index}.dcm`), bytes);
  }
  await storescu(place, { port, calledAeTitle: 'FIRSTREAD' });
  const listed = async () => (await (await system.request('/api/v1/worklist')).json()).items.length > 0;
  await until(listed, { timeoutMs: PATIENCE_MS, what: 'A list with routine studies' });
}

/** Writes one image into a folder of its own; both kinds give its study UID back. */
const images = {
  'chest phantom': (place, round) => {
    const seed = `latency ${process.pid} ${Date.now()} ${round}`;
    const options = { seed, name: `ROUND${round}`, acquired: dicomMoment(new Date()), opacity: true };
    const chest = chestDxPhantom(options);
    writeFileSync(join(place, 'chest.dcm'), chest.bytes);
    return chest.StudyInstanceUID;
  },
  'chest radiograph': async (place) => {
    const file = join(place, 'chest.dcm');
    cpSync(RADIOGRAPH, file);
    await execute('dcmodify', ['-nb', '-gst', '-gse', '-gin', file]);
    return parsePart10(readFileSync(file)).dataset['0020000D'].Value[0];
  },
};

async function oneRound(page, client, { place, uid, port }) {
  // Starts to look before anything is sent.
  const shown = page.evaluate(suspicionShown, { uid, patienceMs: PATIENCE_MS });
  shown.catch(() => undefined);
  await storescu(place, { port, calledAeTitle: 'FIRSTREAD' });
  const shownAt = await shown.catch(async (error) => {
    const { rows } = await client.query(runSql, [uid, QUIET_MS]);
    const states = rows.map((run) => `${run.model_id} ${run.state}`).join(', ');
    throw new Error(`${error.message}; runs: ${states || 'none'}`);
  });
  const encoded = async () => {
    const { rows } = await client.query(runSql, [uid, QUIET_MS]);
    return rows.length > 0 && rows.every((run) => run.encoding !== null) ? rows : undefined;
  };
  const runs = await until(encoded, { timeoutMs: PATIENCE_MS, what: 'The encoding of the results' });
  return { latency: shownAt - Number(runs[0].received) - QUIET_MS, runs, shownAt };
}

function line(name, values) {
  const milliseconds = (part) => quantile(values, part).toFixed(0).padStart(6);
  say(`  ${name.padEnd(34)} median ${milliseconds(0.5)} ms, p90 ${milliseconds(0.9)} ms`);
}

function report(kind, rounds) {
  say(`${machine()}; ${rounds.length} rounds of one ${kind}`);
  line(
    'quiet period over to row shown',
    rounds.map(({ latency }) => latency),
  );
  line(
    'study declared complete after',
    rounds.map(({ runs }) => Number(runs[0].completing)),
  );
  for (const model of new Set(rounds.flatMap(({ runs }) => runs.map((run) => run.model_id)))) {
    const runs = rounds.flatMap((round) => round.runs).filter((run) => run.model_id === model);
    say(`${model}:`);
    for (const part of ['waiting', 'running'])
      line(
        part,
        runs.map((run) => Number(run[part])),
      );
    for (const part of PARTS)
      line(
        `  ${part}`,
        runs.map((run) => Number(run.timings[part])),
      );
    line(
      'flagged or not to SR and SEG stored',
      runs.map((run) => Number(run.encoding)),
    );
  }
  line(
    'push: flagged result to row shown',
    rounds.map(({ runs, shownAt }) => {
      const flagged = runs.find(({ state }) => state === 'flagged');
      return shownAt - Number(flagged.received) - QUIET_MS - Number(flagged.until_result);
    }),
  );
}

async function bench(system, port, folder) {
  const client = new pg.Client({ connectionString: system.env.DATABASE_URL });
  await client.connect();
  const browser = await launch();
  try {
    const page = await openWorklist(browser, system);
    await fillList(system, folder, port);
    for (const [kind, write] of Object.entries(images)) {
      if (kind === 'chest radiograph' && !existsSync(RADIOGRAPH)) {
        say(`skipped: ${kind} (there is no ../shared/dicom)`);
        continue;
      }
      const rounds = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const place = join(folder, `${kind} ${round}`);
        mkdirSync(place);
        rounds.push(await oneRound(page, client, { place, uid: await write(place, round), port }));
        say(`  round ${round + 1}: ${rounds.at(-1).latency.toFixed(0)} ms`);
        await wait(500);
      }
      report(kind, rounds);
    }
  } finally {
    await browser.close();
    await client.end();
  }
}

const folder = openFolder('chests');
try {
  await withSystem({ STUDY_QUIET_MS: String(QUIET_MS) }, {}, (system, port) => bench(system, port, folder));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
