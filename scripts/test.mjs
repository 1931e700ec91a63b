import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { requirePrograms, TEST_PROGRAMS } from './lib/debian.mjs';
import { endLeftoverPostgres, startPostgres } from './lib/postgres.mjs';
import { installFullViewer } from './lib/full-viewer.mjs';
import { build, installDependencies, requireNode, root } from './lib/project.mjs';
import { startRedis } from './lib/redis.mjs';
import { endRunning, run, step } from './lib/run.mjs';

/** `npm test`: everything that is checked, from a fresh clone, on servers of its own. */

/** Tests lose nothing that matters when the machine goes down. */
const FAST_POSTGRES = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=400'];
const GRACE_MS = 15_000;
/** Named of each suite, so that it is known where the time goes. */
const SLOWEST = 8;

const tally = { passed: 0, failed: 0, skipped: 0 };
const servers = [];
let folder;
let stopping = false;

async function test() {
  requireNode();
  await installDependencies();
  await requirePrograms(TEST_PROGRAMS);
  await Promise.all([build(), installFullViewer()]);
  if (!existsSync(join(root, '..', 'shared', 'dicom')))
    process.stdout.write('  Tests on real studies are skipped: there is no ../shared/dicom\n');
  folder = mkdtempSync(join(tmpdir(), 'firstread-test-'));
  chmodSync(folder, 0o755);
  const env = await step('Starting PostgreSQL and Redis', startServers);

  await suite('Backend tests', (report) => jest('backend', report, env), readJest);
  // Where a browser test waits, the short checks go on.
  await Promise.all([
    suite('Browser and system tests', (report) => playwright(report, env), readPlaywright),
    shortChecks(env),
  ]);
}

async function shortChecks(env) {
  await check('Types and lint', () => run('npm', ['run', 'lint'], { cwd: root }));
  await check('Format', () => run(bin('prettier'), ['--check', '.'], { cwd: root }));
  await check('House rules', houseRules);
  await check('Conformance statement', () =>
    run(process.execPath, ['scripts/conformance.mjs', '--check'], { cwd: root }),
  );
  await suite('Frontend tests', (report) => jest('frontend', report, env), readJest);
  await check('Fuzz', fuzz);
}

async function startServers() {
  const data = join(folder, 'postgres');
  mkdirSync(data, { mode: 0o755 });
  const postgres = await startPostgres(data, { settings: FAST_POSTGRES });
  servers.push(postgres);
  const redis = await startRedis();
  servers.push(redis);
  return { TEST_DATABASE_URL: postgres.maintenanceUrl, TEST_REDIS_URL: redis.url, TEST_FOLDER: folder };
}

/** One check that passes or fails as a whole. */
async function check(title, work) {
  if (stopping) return;
  try {
    await step(title, work);
    tally.passed += 1;
  } catch (error) {
    tally.failed += 1;
    report(title, error);
  }
}

/** A suite that counts its own cases. One that fails without a failed case counts as one. */
async function suite(title, work, read) {
  if (stopping) return;
  const file = join(folder, `${title.replace(/\W+/g, '-').toLowerCase()}.json`);
  const failure = await step(title, () => work(file)).then(
    () => undefined,
    (error) => error,
  );
  const counts = readCounts(file, read);
  tally.passed += counts.passed;
  tally.skipped += counts.skipped;
  tally.failed += counts.failed > 0 || !failure ? counts.failed : 1;
  process.stdout.write(`    ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  printSlowest(counts.times);
  if (failure) report(title, failure);
}

/** Where the time of a suite goes. */
function printSlowest(times) {
  const slowest = times.toSorted((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
  for (const { name, seconds } of slowest)
    process.stdout.write(`      ${seconds.toFixed(0).padStart(3)} s ${name}\n`);
}

function readCounts(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 0, skipped: 0, times: [] };
  }
}

function readJest(result) {
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
    times: result.testResults.map(({ name, startTime, endTime }) => ({
      name: relative(root, name),
      seconds: (endTime - startTime) / 1000,
    })),
  };
}

function readPlaywright({ stats, errors, suites }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + (errors?.length ?? 0),
    skipped: stats.skipped,
    times: suites.flatMap(timesOf),
  };
}

function timesOf({ specs, suites = [] }) {
  const own = specs.map(({ file, title, tests }) => ({
    name: `${file}: ${title}`,
    seconds: tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration / 1000, 0),
  }));
  return [...own, ...suites.flatMap(timesOf)];
}

function jest(workspace, file, env) {
  return run('npm', ['test', '--', '--json', `--outputFile=${file}`], {
    cwd: join(root, workspace),
    env,
    group: true,
  });
}

function playwright(file, env) {
  return run(bin('playwright'), ['test', '--reporter=line,json'], {
    cwd: join(root, 'e2e'),
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    group: true,
  });
}

/** The short version of `npm run fuzz:ingest`: an endless loop fails, a slow machine does not. */
async function fuzz() {
  await run(process.execPath, ['fuzz/ingest.mjs', '--cases', '300', '--limit', '20000'], {
    cwd: root,
    group: true,
  });
}

async function houseRules() {
  await run(
    bin('depcruise'),
    ['--config', '.dependency-cruiser.cjs', 'contract/src', 'backend/src', 'frontend/src'],
    { cwd: root },
  );
  await run(process.execPath, ['scripts/house-rules.mjs'], { cwd: root });
}

function bin(name) {
  return join(root, 'node_modules', '.bin', name);
}

function report(title, error) {
  process.stdout.write(`\n${title} failed:\n${error.message.replace(/^/gm, '    ')}\n\n`);
}

/** Ends all that was started, also what a killed test left behind. */
async function cleanUp() {
  await endRunning();
  for (const server of servers.splice(0).reverse()) await server.stop();
  if (!folder) return;
  await endLeftoverPostgres(folder);
  rmSync(folder, { recursive: true, force: true });
}

function endOnSignal() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      process.stdout.write('\nStopping …\n');
      void endRunning(GRACE_MS);
    });
  }
}

endOnSignal();
const started = Date.now();
await test().catch((error) => {
  tally.failed += 1;
  process.stdout.write(`\n${error.message}\n`);
});
await cleanUp();
if (stopping) tally.failed += 1;
process.stdout.write(`  Took ${((Date.now() - started) / 60_000).toFixed(1)} min\n`);
const { passed, failed, skipped } = tally;
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
