import type {
  Cohort,
  ModelDetail,
  ModelComparison,
  ModelMonitoring,
  Problem,
  Role,
  Validation,
} from '@firstread/contract';
import { parse } from 'csv-parse/sync';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InstanceArchive } from '../src/archive/index.js';
import { chestDxPhantom, parsePart10 } from '../src/dicom/index.js';
import { GovernanceWorkerModule, StopRuleWatch } from '../src/governance/index.js';
import { hostFile } from '../src/inference/index.js';
import { builtHost } from './shipped-models.js';
import { pack, unpack } from '../src/models/index.js';
import { openWith, VerificationWorkerModule, writeStarter } from '../src/verification/index.js';
import { insertStudy } from './studies.js';
import { startTestApp, type TestApp } from './test-app.js';
import { until } from './until.js';

hostFile.path = builtHost;
const MODEL = '/api/v1/models/bright-film';
let test: TestApp;
let folder: string;
const studies: string[] = [];

beforeAll(async () => {
  test = await startTestApp({ GATE_VALIDATION_STUDIES: '4', GATE_SHADOW_RUNS: '2', GATE_CANARY_RUNS: '1' }, [
    VerificationWorkerModule,
    GovernanceWorkerModule,
  ]);
  folder = mkdtempSync(join(tmpdir(), 'firstread-life-'));
  for (let index = 0; index < 5; index += 1) studies.push(await storeFilm(`FILM${index}`));
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

async function storeFilm(name: string): Promise<string> {
  const acquired = { date: '20260105', time: '081500' };
  const film = chestDxPhantom({ seed: name, name, acquired, matrix: 512 });
  const origin = { door: 'stow', source: 'spec', actor: 'system:spec', role: 'device' } as const;
  await test.app.get(InstanceArchive).store(film.bytes, parsePart10(film.bytes), origin);
  return film.StudyInstanceUID;
}

async function call<T>(path: string, role: Role, body?: unknown, expected = 200): Promise<T> {
  const response = await test.request(path, role, {
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T;
  if (response.status !== expected)
    throw new Error(`${path} gave ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

async function submit(
  version: string,
  role: Role = 'aiVendor',
): Promise<{ status: number; body: ModelDetail & Problem }> {
  const model = join(folder, version);
  await writeStarter(model, 'bright-film', openWith(), version);
  await pack(model, `${model}.zip`);
  const response = await test.request('/api/v1/models', role, {
    method: 'POST',
    headers: { 'content-type': 'application/zip' },
    body: readFileSync(`${model}.zip`),
  });
  return { status: response.status, body: (await response.json()) as ModelDetail & Problem };
}

const detail = (version = '0.1.0') => call<ModelDetail>(`${MODEL}/${version}`, 'aiVendor');

async function step(
  to: string,
  expectedStage: string,
  more: object = {},
  version = '0.1.0',
): Promise<ModelDetail> {
  const body = { to, expectedStage, reason: `To ${to} for the spec`, ...more };
  return call(`${MODEL}/${version}/steps`, 'departmentHead', body);
}

async function refusedStep(to: string, expectedStage: string, status = 422): Promise<Problem> {
  return call(`${MODEL}/0.1.0/steps`, 'departmentHead', { to, expectedStage, reason: 'Too early' }, status);
}

/** Runs of the version that came to an end, as the worker writes them. */
async function insertRuns(
  states: readonly string[],
  effect: 'shown' | 'shadow',
  version = '0.1.0',
): Promise<string[]> {
  const ids: string[] = [];
  for (const state of states) {
    const study = await insertStudy(test.dataSource);
    const reason = state === 'failed' ? 'the model did not answer' : null;
    const [row] = await test.dataSource.query<{ id: string }[]>(
      `insert into inference_run (study_id, study_uid, study_revision, model_id, model_version, model_sha256, state,
         reason, effect, site, scanner, timings, created_at, started_at, finished_at)
       values ($1, $2, 1, 'bright-film', $3, '', $4, $5, $6, 'Clinic', 'Scanner A', '{"run": 12}', now(), now(), now())
       returning id`,
      [study.id, study.uid, version, state, reason, effect],
    );
    ids.push(row?.id ?? '');
  }
  return ids;
}

it('takes a package, verifies it, and refuses the same version again', async () => {
  const { status, body } = await submit('0.1.0');
  expect(status).toBe(201);
  expect(body).toMatchObject({ id: 'bright-film', stage: 'submitted', verification: 'waiting' });
  await until(async () => (await detail()).verification !== 'waiting');
  expect((await detail()).report).toMatchObject({ passed: true });
  expect((await submit('0.1.0')).body).toMatchObject({ status: 409, code: 'MODEL_VERSION_EXISTS' });
});

it('says what is wrong with what is no package', async () => {
  const response = await test.request('/api/v1/models', 'aiVendor', {
    method: 'POST',
    body: Buffer.from('no zip'),
  });
  expect(await response.json()).toMatchObject({
    status: 422,
    code: 'MODEL_PACKAGE_INVALID',
    detail: expect.stringMatching(/^The package is no ZIP archive/) as string,
  });
});

it('lets those who govern take the steps, and nobody skip one', async () => {
  const body = { to: 'verified', expectedStage: 'submitted', reason: 'Looks right' };
  for (const role of ['radiologist', 'aiVendor'] as const)
    await call(`${MODEL}/0.1.0/steps`, role, body, 403);
  expect(await refusedStep('live', 'submitted')).toMatchObject({ code: 'MODEL_GATE_SHUT' });
  expect(await refusedStep('verified', 'shadow', 409)).toMatchObject({ code: 'MODEL_STAGE_CHANGED' });
  expect((await step('verified', 'submitted')).stage).toBe('verified');
});

it('is validated on a labelled cohort, with intervals and by group, before it may go on', async () => {
  expect((await refusedStep('validated', 'verified')).detail).toMatch(
    /Validated on 0 labelled studies of this site/,
  );
  const missing = '1.2.3.4.5';
  const labels = [
    'study_instance_uid,label',
    ...studies.map((uid, at) => `${uid},${at % 2}`),
    `${missing},1`,
  ];
  await call(
    '/api/v1/cohorts',
    'departmentHead',
    { name: 'Films', finding: 'Bright', labels: 'nothing' },
    422,
  );
  const cohort = await call<Cohort>(
    '/api/v1/cohorts',
    'departmentHead',
    { name: 'Films', finding: 'Bright film', labels: labels.join('\n') },
    201,
  );
  expect(cohort).toMatchObject({ studies: 6, positive: 3, missing: 1 });
  const asked = await call<Validation>(
    `${MODEL}/0.1.0/validations`,
    'departmentHead',
    { cohortId: cohort.id },
    202,
  );
  const path = `${MODEL}/0.1.0/validations/${asked.id}`;
  await until(async () => (await call<Validation>(path, 'departmentHead')).state === 'done');
  const { groups } = await call<Validation>(path, 'departmentHead');
  const [all] = groups;
  expect(all).toMatchObject({ by: 'all', studies: 6, noResult: 1 });
  expect(all?.sensitivity.of).toBe(2);
  expect(all?.specificity.of).toBe(3);
  expect(all?.auc?.interval95).toHaveLength(2);
  expect(groups.map((group) => group.by)).toEqual(expect.arrayContaining(['sex', 'age', 'scanner']));
  expect((await step('validated', 'verified')).stage).toBe('validated');
});

it('runs in shadow until there is enough of it, then as canary, then live', async () => {
  expect((await step('shadow', 'validated')).stage).toBe('shadow');
  expect((await refusedStep('canary', 'shadow')).detail).toMatch(/0 runs in shadow; 2 are asked for/);
  await insertRuns(['flagged', 'notFlagged', 'notFlagged'], 'shadow');
  const scope = { modalities: ['DX'], share: 0.5 };
  expect(await step('canary', 'shadow', { scope })).toMatchObject({ stage: 'canary', scope });
  expect((await refusedStep('live', 'canary')).detail).toMatch(/0 runs shown as canary; 1 are asked for/);
  await insertRuns(['notFlagged'], 'shown');
  expect((await step('live', 'canary')).stage).toBe('live');
});

it('shows how it fares: flags, rejects, verdicts with what nobody has judged apart', async () => {
  const [judged] = await insertRuns(['flagged', 'flagged', 'failed'], 'shown');
  await test.dataSource.query(
    `insert into assessment (run_id, study_id, flagged, kind, value, given_by)
     select id, study_id, true, 'agree', 'present', 'Reader' from inference_run where id = $1`,
    [judged],
  );
  const monitoring = await call<ModelMonitoring>(`${MODEL}/0.1.0/monitoring`, 'aiVendor');
  expect(monitoring.groups[0]).toMatchObject({
    by: 'all',
    runs: 3,
    flagRate: { count: 2, of: 3 },
    rejectRate: { count: 1, of: 4 },
  });
  expect(monitoring.verdicts).toMatchObject({
    flagged: { present: 1, absent: 0, notYetJudged: 1 },
    notFlagged: { notYetJudged: 1 },
    ppv: { count: 1, of: 1 },
  });
  expect(monitoring.rejects).toEqual([{ reason: 'the model did not answer', count: 1 }]);
  expect(monitoring.groups.map((group) => `${group.by} ${group.name}`)).toEqual(
    expect.arrayContaining(['site Clinic', 'scanner Scanner A']),
  );
  const elsewhere = await call<ModelMonitoring>(
    `${MODEL}/0.1.0/monitoring?by=site&name=Elsewhere`,
    'aiVendor',
  );
  expect(elsewhere).toMatchObject({ days: [], groups: monitoring.groups });
  await call(`${MODEL}/0.1.0/monitoring`, 'radiologist', undefined, 403);
});

it('gives way to a new version, and is rolled back to with a reason', async () => {
  await submit('0.2.0');
  await until(async () => (await detail('0.2.0')).verification !== 'waiting');
  await test.dataSource.query(
    `update model_version set stage = 'canary' where model_id = 'bright-film' and version = '0.2.0'`,
  );
  await test.dataSource.query(
    `insert into validation (id, cohort_id, model_id, version, state, requested_by)
     select gen_random_uuid(), id, 'bright-film', '0.2.0', 'done', 'spec' from cohort`,
  );
  await test.dataSource.query(
    `insert into validation_study (validation_id, study_instance_uid, positive, state, flagged)
     select validation.id, study_instance_uid, positive, 'notFlagged', false
       from validation join cohort_study using (cohort_id) where version = '0.2.0'`,
  );
  await insertRuns(['notFlagged', 'notFlagged'], 'shadow', '0.2.0');
  await insertRuns(['notFlagged'], 'shown', '0.2.0');
  const comparison = `${MODEL}/0.2.0/comparison?with=0.1.0`;
  expect(await call<ModelComparison>(comparison, 'departmentHead')).toMatchObject({
    sides: [
      { version: '0.2.0', stage: 'canary', runs: 3 },
      { version: '0.1.0', stage: 'live', runs: 6, ppv: { count: 1, of: 1 } },
    ],
    paired: { studies: 0 },
  });
  await call(comparison, 'radiologist', undefined, 403);
  const live = await step('live', 'canary', {}, '0.2.0');
  expect(live).toMatchObject({ stage: 'live', rollBackTo: '0.1.0' });
  expect((await detail()).stage).toBe('standby');
  const back = await call<ModelDetail>(`${MODEL}/roll-back`, 'departmentHead', {
    version: '0.1.0',
    reason: 'The new one misses films',
  });
  expect(back).toMatchObject({ version: '0.1.0', stage: 'live' });
  expect(await detail('0.2.0')).toMatchObject({
    stage: 'paused',
    stageReason: 'Rolled back to 0.1.0: The new one misses films',
  });
});

it('is paused by itself when it breaks a stop rule', async () => {
  await insertRuns(
    Array.from({ length: 60 }, () => 'failed'),
    'shown',
  );
  await test.app.get(StopRuleWatch).look();
  const { stage, stageReason, history } = await detail();
  expect(stage).toBe('paused');
  expect(stageReason).toMatch(
    /^Stop rule: .*\d+ of \d+ runs failed or could not be evaluated; the limit is 20\.0 %/,
  );
  expect(history[0]).toMatchObject({ from: 'live', to: 'paused', by: 'system' });
});

it('keeps every step with name, role and reason, and in the audit trail', async () => {
  const { history } = await detail();
  expect(
    history
      .map((one) => one.to)
      .reverse()
      .slice(0, 6),
  ).toEqual(['submitted', 'verified', 'validated', 'shadow', 'canary', 'live']);
  expect(history.find((one) => one.to === 'canary')).toMatchObject({
    by: 'Test departmentHead',
    role: 'departmentHead',
    reason: 'To canary for the spec',
  });
  await expect(test.dataSource.query('delete from model_history')).rejects.toThrow(/append-only/);
  const lines = await test.dataSource.query<unknown[]>(
    `select from audit_event where action = 'model.govern' and outcome = 'success' and detail like 'bright-film 0.1.0%'`,
  );
  expect(lines.length).toBeGreaterThan(5);
});

it('puts all of it into one archive of evidence, for those who govern', async () => {
  expect((await test.request('/api/v1/evidence-pack', 'aiVendor')).status).toBe(403);
  const response = await test.request('/api/v1/evidence-pack?days=30', 'departmentHead');
  expect(response.headers.get('content-type')).toBe('application/zip');
  const [archive, pack] = [join(folder, 'evidence.zip'), join(folder, 'evidence')];
  writeFileSync(archive, Buffer.from(await response.arrayBuffer()));
  await unpack(archive, pack);
  execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: pack });
  const table = (name: string): Record<string, string>[] =>
    parse(readFileSync(join(pack, name)), { bom: true, columns: true });
  const ours = (line: Record<string, string>): boolean =>
    line.model === 'bright-film' && line.version === '0.1.0';

  const { history, validations, sha256 } = await detail();
  expect(table('inventory.csv').find(ours)).toMatchObject({ stage: 'paused', sha256 });
  expect(table('life-cycle.csv').filter(ours)).toHaveLength(history.length);
  const groups = validations.flatMap((one) => one.groups);
  expect(table('validation.csv').filter(ours)).toHaveLength(groups.length);
  const monitoring = await call<ModelMonitoring>(`${MODEL}/0.1.0/monitoring?days=30`, 'departmentHead');
  expect(
    table('stop-rules.csv')
      .filter(ours)
      .map((line) => [line.rule, line['state now']]),
  ).toEqual(monitoring.stopRules.map(({ rule, state }) => [rule, state]));
  const all = table('monitoring.csv').find(
    (line) => ours(line) && line.results === 'shown' && line.group === 'all',
  );
  expect(Number(all?.['without a result: of'])).toBe(monitoring.groups[0]?.rejectRate.of);
  const results = table('concordance.csv').filter(ours);
  expect(results).toHaveLength(monitoring.groups[0]?.rejectRate.of ?? 0);
  const judged = results.filter((line) => ['present', 'absent'].includes(line['readers say'] ?? ''));
  expect(judged.length).toBeGreaterThan(0);
  for (const line of judged)
    expect(line.concordance).toBe(
      (line.result === 'flagged') === (line['readers say'] === 'present') ? 'concordant' : 'discordant',
    );
  expect(
    JSON.parse(readFileSync(join(pack, 'models/bright-film/0.1.0/manifest.json'), 'utf8')),
  ).toMatchObject({
    id: 'bright-film',
  });
});
