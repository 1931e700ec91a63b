import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { resident, say, withSystem } from '../bench/own-system.mjs';
import { httpCase } from './http-cases.mjs';
import { answersEcho, pduCase } from './pdu-cases.mjs';
import { seedFiles } from './seeds.mjs';

/**
 * `npm run fuzz:ingest`: damaged files, STOW-RS requests and protocol data units, seeded. It fails where a process ends,
 * a case takes longer than the limit, an answer is a server error, or memory grows.
 */

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    limit: { type: 'string', default: '2000' },
  },
});
const CASES = Number(values.cases);
const LIMIT_MS = Number(values.limit);
const GROWTH_MB = 64;
const WIRE_CASES = Math.ceil(CASES / 10);
const FILE_CASES = CASES - 2 * WIRE_CASES;

const failures = [];
const outcomes = new Map();
const counted = (outcome) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);

function fail(message) {
  failures.push(message);
  say(`  FAILED: ${message}`);
}

/** Damaged files in a process of their own; one that stands still is ended and the next case begun in a new one. */
async function fileCases() {
  const seen = { slowest: 0, memory: [] };
  for (let from = 0; from < FILE_CASES;) from = await runFrom(from, seen);
  const [before = 0, after = 0] = seen.memory;
  if (after - before > GROWTH_MB) fail(`Reading files: memory grew from ${before} to ${after} MiB`);
  say(
    `${FILE_CASES} damaged files: slowest ${seen.slowest.toFixed(0)} ms, memory ${memoryText(before, after)}`,
  );
}

function runFrom(from, seen) {
  const child = fork(new URL('file-cases.mjs', import.meta.url), { execArgv: ['--expose-gc'] });
  let current = from;
  let watchdog;
  const watch = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  };
  child.on('message', (message) => {
    if (message.begins !== undefined) {
      current = message.begins;
      watch();
      return;
    }
    clearTimeout(watchdog);
    current = message.ended + 1;
    if (message.crash) fail(`File case ${message.ended}: ${message.crash}`);
    else counted(message.outcome);
    seen.slowest = Math.max(seen.slowest, message.milliseconds ?? 0);
    if (message.memory !== undefined) seen.memory.push(Math.round(message.memory));
  });
  child.send({ seed: values.seed, from, to: FILE_CASES });
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      clearTimeout(watchdog);
      if (code === 0) return resolve(FILE_CASES);
      fail(
        `File case ${current}: ${signal === 'SIGKILL' ? `longer than ${LIMIT_MS} ms` : `ended with ${code ?? signal}`}`,
      );
      resolve(current + 1);
    });
  });
}

/** Damaged requests and data units to a whole system. */
async function wireCases() {
  const settings = { STUDY_QUIET_MS: '1000000', FIRSTREAD_LOG: 'error' };
  await withSystem(settings, { pages: false }, async (system, port) => {
    const files = seedFiles();
    await series('STOW-RS requests', system, (number) =>
      httpCase(system, { seed: values.seed, number, files }),
    );
    await series('protocol data units', system, async (number) => {
      const outcome = await pduCase(port, { seed: values.seed, number, files });
      if (number % 50 === 0) await answersEcho(port);
      return outcome;
    });
    await answersEcho(port);
    const ready = await system.request('/readyz');
    if (!ready.ok) fail('The API is not ready any more');
  });
}

async function series(title, system, work) {
  const pids = system.pids();
  const warm = Math.floor(WIRE_CASES / 3);
  let before = 0;
  let slowest = 0;
  for (let number = 0; number < WIRE_CASES; number += 1) {
    if (number === warm) before = residentMegabytes(pids);
    const started = performance.now();
    await work(number).then(counted, (error) =>
      fail(`${title}, case ${number}: ${error.cause?.message ?? error.message}`),
    );
    slowest = Math.max(slowest, performance.now() - started);
  }
  const after = residentMegabytes(system.pids());
  if (slowest > LIMIT_MS) fail(`${title}: a case took ${slowest.toFixed(0)} ms`);
  if (after - before > 2 * GROWTH_MB) fail(`${title}: memory grew from ${before} to ${after} MiB`);
  if (JSON.stringify(system.pids()) !== JSON.stringify(pids)) fail(`${title}: a process was started again`);
  say(
    `${WIRE_CASES} damaged ${title}: slowest ${slowest.toFixed(0)} ms, memory ${memoryText(before, after)}`,
  );
}

/** Resident memory of API and DIMSE together. */
function residentMegabytes(pids) {
  return Math.round(resident(pids.api) + resident(pids.dimse));
}

const memoryText = (before, after) => `${before} MiB after a third, ${after} MiB at the end`;

await fileCases();
await wireCases();
const sorted = [...outcomes].sort(([, a], [, b]) => b - a);
say(`Outcomes: ${sorted.map(([outcome, count]) => `${outcome} ${count}`).join(', ')}`);
say(
  failures.length === 0 ? `${CASES} cases, none failed (seed ${values.seed})` : `${failures.length} failed`,
);
process.exitCode = failures.length === 0 ? 0 : 1;
