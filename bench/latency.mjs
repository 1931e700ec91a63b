import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import pg from 'pg';
import { chestDxPhantom, dicomMoment } from '../backend/dist/dicom/index.js';
import { until } from '../scripts/lib/project.mjs';
import { machine, openFolder, quantile, say, storescu, withSystem } from './own-system.mjs';

/**
 * From the end of the quiet period after the last image to the AI suspicion at its place on the worklist
 * of a browser. Database, browser and this script share one clock.
 */

const ROUNDS = 10;
const QUIET_MS = 1000;
const PATIENCE_MS = 60_000;

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
    return rows.every((one) => place(one) >= place(row) || Number(one.dataset.band) <= 1);
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

function writeChest(folder, round) {
  const place = join(folder, `round-${round}`);
  mkdirSync(place);
  const seed = `latency ${process.pid} ${Date.now()} ${round}`;
  const chest = chestDxPhantom({
    seed,
    name: `ROUND${round}`,
    acquired: dicomMoment(new Date()),
    opacity: true,
  });
  writeFileSync(join(place, 'chest.dcm'), chest.bytes);
  return { place, uid: chest.StudyInstanceUID };
}

async function oneRound(page, client, { place, uid }, port) {
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

function report(rounds) {
  say(`${machine()}; ${rounds.length} rounds of one chest image`);
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
    for (const part of Object.keys(runs[0].timings ?? {}))
      line(
        `  ${part}`,
        runs.map((run) => Number(run.timings[part])),
      );
    line(
      'encoding of SR and SEG, after',
      runs.map((run) => Number(run.encoding)),
    );
  }
  line(
    'flagged result to row shown',
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
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push(await oneRound(page, client, writeChest(folder, round), port));
      say(`  round ${round + 1}: ${rounds.at(-1).latency.toFixed(0)} ms`);
      await wait(500);
    }
    report(rounds);
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
