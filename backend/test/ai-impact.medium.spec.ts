import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  aiImpactAnswerSchema,
  aiImpactModelsSchema,
  type AiImpact,
  type AiImpactAnswer,
} from '@firstread/contract';
import type { INestApplicationContext } from '@nestjs/common';
import { AiImpactService } from '../src/ai-impact/ai-impact.service.js';
import { AnswerStore } from '../src/ai-impact/answer-store.js';
import { ImpactMaker, impactThread } from '../src/ai-impact/impact-maker.js';
import { ImpactTasks } from '../src/ai-impact/impact-tasks.js';
import { LogMark } from '../src/ai-impact/log-mark.js';
import { UsualImpacts } from '../src/ai-impact/usual-impacts.js';
import { createApi } from '../src/apps/api.app.js';
import { MonitoredRuns } from '../src/governance/index.js';
import { SiteService } from '../src/identity/index.js';
import { ModelCatalogue } from '../src/models/index.js';
import { Clock, Config } from '../src/platform/index.js';
import { RuleStore } from '../src/rules/index.js';
import { projectAll } from '../src/turnaround/test/following.js';
import { at, MODEL, simulated, type Course } from './impact-month.js';
import { testConfig } from './config.js';
import { startTestApp, type Sender, type TestApp } from './test-app.js';
import { until } from './until.js';

const API = '/api/v1/ai-impact';
const DAYS = 6;
/** A thread loads a good part of the program first: on a busy machine that alone takes long. */
const MAKING_MS = 300_000;
const PERIOD = 'from=2026-03-02&to=2026-03-07';
const QUERY = `${PERIOD}&model=${MODEL.modelId}&version=${MODEL.version}`;
const EMPTY = QUERY.replace(PERIOD, 'from=2026-01-01&to=2026-01-07');
const sources = impactThread.path;
const { courses } = simulated({ days: DAYS });
let test: TestApp;
let maker: ImpactMaker;

beforeAll(async () => {
  // A thread cannot run the sources.
  const backend = join(dirname(fileURLToPath(import.meta.url)), '..');
  impactThread.path = join(backend, 'dist', 'ai-impact', 'impact-thread.js');
  test = await startTestApp();
  maker = makerIn(test.app);
  await insertModel();
  await insertEvents();
  await insertRuns();
  await projectAll(test);
});
afterAll(async () => {
  impactThread.path = sources;
  await maker.stop();
  await test.close();
});

async function insertModel(): Promise<void> {
  await test.dataSource.query(
    `insert into model_version (model_id, version, door, manifest, sha256, source, location, stage, stage_reason, submitted_by)
     values ($1, $2, 'onnx', '{"name": "Finder"}', '', 'package', '', 'live', '', '')`,
    [MODEL.modelId, MODEL.version],
  );
}

/** Ready, opened and signed, with who did it. */
async function insertEvents(): Promise<void> {
  const events = courses.flatMap(({ uid, readerId, readyMinutes, openedMinutes, reportedMinutes }) => [
    { uid, kind: 'readyToRead', at: at(readyMinutes), reader: null },
    { uid, kind: 'firstOpened', at: at(openedMinutes), reader: null },
    { uid, kind: 'final', at: at(reportedMinutes), reader: readerId },
  ]);
  await test.dataSource.query(
    `insert into clinical_event (study_uid, kind, happened_at, recorded_at, source, clock, by_role, reader_id, detail,
       event_transaction, event_id, event_part)
     select uid, kind, at, at, 'worklist', 'platform', 'radiologist', reader, '{"modality": "CT"}', '1'::xid8,
            row_number() over (), 0
       from jsonb_to_recordset($1::jsonb) as one (uid text, kind text, at timestamptz, reader uuid)`,
    [JSON.stringify(events)],
  );
  await test.dataSource.query(
    'insert into study_timeline (study_uid, stale) select distinct study_uid, true from clinical_event',
  );
}

/** Results, all judged, and an alert for each of some flags. */
async function insertRuns(): Promise<void> {
  const rows = courses.map((one: Course) => ({
    study: randomUUID(),
    run: randomUUID(),
    uid: one.uid,
    state: one.flagged ? 'flagged' : 'notFlagged',
    finished: at(one.resultMinutes),
    verdict: one.diseased ? 'present' : 'absent',
    kind: one.diseased === one.flagged ? 'agree' : one.flagged ? 'disagree' : 'missed',
  }));
  const given = [JSON.stringify(rows)];
  const of = `from jsonb_to_recordset($1::jsonb) as one
    (study uuid, run uuid, uid text, state text, finished timestamptz, verdict text, kind text)`;
  for (const statement of [
    `insert into study (id, study_instance_uid, patient_id, patient_name, attributes, state)
     select study, uid, 'PHANTOM-ROW', 'PHANTOM^ROW', '{}', 'complete' ${of}`,
    `insert into inference_run (id, study_id, study_uid, study_revision, model_id, model_version, model_sha256, state,
       created_at, started_at, finished_at)
     select run, study, uid, 1, '${MODEL.modelId}', '${MODEL.version}', '', state, finished, finished, finished ${of}`,
    `insert into finding (run_id, ordinal, detail, flagged, critical)
     select run, 0, '{"label": "it"}', state = 'flagged', true ${of}`,
    `insert into assessment (run_id, study_id, finding, flagged, kind, value, given_by)
     select run, study, 'it', state = 'flagged', kind, verdict, 'Reader' ${of}`,
    `insert into alert (study_id, study_uid, finding, suspected, models, raised_at, acknowledged_by, acknowledged_at)
     select study, uid, 'SCT 1', '', '[{"modelId": "${MODEL.modelId}", "modelVersion": "${MODEL.version}", "modelName": "Finder"}]',
            finished, 'Reader', finished + interval '2 minutes' ${of} where state = 'flagged'`,
  ])
    await test.dataSource.query(statement, given);
}

/** What the worker does with the line; here it makes one when a spec says so. */
function makerIn(app: INestApplicationContext): ImpactMaker {
  const the = <T>(type: new (...of: never[]) => T) => app.get(type, { strict: false });
  const clock = new Clock();
  const tasks = new ImpactTasks(
    test.dataSource,
    the(ModelCatalogue),
    the(RuleStore),
    the(SiteService),
    the(LogMark),
    clock,
    the(Config),
  );
  return new ImpactMaker(the(AnswerStore), tasks, clock);
}

const send = (path: string, sender: Sender = 'departmentHead', init?: RequestInit) =>
  test.request(`${API}${path}`, sender, init);

async function asked(query = QUERY): Promise<AiImpactAnswer> {
  const response = await send(`?${query}`);
  expect(response.status).toBe(200);
  return aiImpactAnswerSchema.parse(await response.json());
}

async function again(query: string): Promise<AiImpactAnswer> {
  const response = await send('', 'departmentHead', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(new URLSearchParams(query))),
  });
  expect(response.status).toBe(202);
  return aiImpactAnswerSchema.parse(await response.json());
}

function keptIn(answer: AiImpactAnswer): AiImpact {
  if (answer.state !== 'kept') throw new Error(JSON.stringify(answer));
  return answer.impact;
}

const isBegun = (answer: AiImpactAnswer) => answer.state === 'making' && answer.progress.step !== 'inLine';

/** As if the kept answers had been made before, and asked for. */
async function passed(interval: string): Promise<void> {
  await test.dataSource.query(
    `update ai_impact_answer set made_at = made_at - $1::interval, asked_at = asked_at - $1::interval`,
    [interval],
  );
}

async function judgeOneMore(): Promise<void> {
  await test.dataSource.query(
    `insert into assessment (run_id, study_id, finding, flagged, kind, value, given_by)
     select run_id, study_id, finding, flagged, 'cannotJudge', 'uncertain', given_by from assessment limit 1`,
  );
}

it('lists models whose results were shown in the period', async () => {
  const listed = aiImpactModelsSchema.parse(await (await send(`/models?${PERIOD}`)).json());
  expect(listed.models).toEqual([{ ...MODEL, name: 'Finder', results: courses.length }]);
  const none = await (await send('/models?from=2026-01-01&to=2026-01-07')).json();
  expect(none).toEqual({ models: [] });
});

it(
  'stands in line until it is made, once for all who ask',
  async () => {
    const inLine = (place: number) => ({ state: 'making', progress: { step: 'inLine', place } });
    expect(await asked()).toEqual(inLine(1));
    expect(await asked(EMPTY)).toEqual(inLine(2));
    expect(await Promise.all([asked(), asked()])).toEqual([inLine(1), inLine(1)]);
    expect(await maker.makeNext()).toBe(true);
    expect((await asked()).state).toBe('kept');
    expect(await asked(EMPTY)).toEqual(inLine(1));
    expect([await maker.makeNext(), await maker.makeNext()]).toEqual([true, false]);
  },
  MAKING_MS,
);

it('holds what was measured, and its replay', async () => {
  const impact = keptIn(await asked());
  expect(impact).toMatchObject({ name: 'Finder', studies: courses.length, leftOut: 0, caveats: [] });
  const { replay, readerHours, concordance, race, alerts, formula } = impact;
  if (!replay.known) throw new Error(replay.refusal.reason);
  const { gap, whoPaid } = replay.value;
  if (!gap.known) throw new Error(gap.refusal.reason);
  const value = (of: { value: number | null }) => of.value ?? Number.NaN;
  expect(value(gap.value.savedMinutes)).toBeGreaterThan(0);
  expect(
    value(gap.value.withoutAiMinutes) -
      value(gap.value.achievableMinutes) +
      value(gap.value.latencyLossMinutes) +
      value(gap.value.lateFlagLossMinutes) +
      value(gap.value.orderNotFollowedLossMinutes) +
      value(gap.value.residualMinutes),
  ).toBeCloseTo(value(gap.value.measuredMinutes), 6);
  const unflagged = whoPaid.find(({ group }) => group === 'unflagged')?.change;
  expect(unflagged?.known && value(unflagged.value.changeMinutes)).toBeGreaterThan(0);
  expect(readerHours).toMatchObject({ known: true, value: { readers: 2, knownShare: 1 } });
  expect(concordance.sensitivity).toMatchObject({ known: true });
  expect([race.known, alerts.known, formula.known]).toEqual([true, true, true]);
});

it('of a period without studies refuses every figure, with the reason', async () => {
  const empty = keptIn(await asked(EMPTY));
  expect(empty.studies).toBe(0);
  const { replay, readerHours, formula, race, alerts, waits } = empty;
  expect(replay).toMatchObject({ known: false, refusal: { code: 'tooFewStudies' } });
  for (const figure of [readerHours, formula, race, alerts, ...waits.map(({ wait }) => wait)])
    expect(figure.known).toBe(false);
});

it('is there after a restart', async () => {
  const { at: readAt } = keptIn(await asked());
  const { config, removeData } = testConfig(test.app.get(Config).env.DATABASE_URL);
  const restarted = await createApi(config);
  try {
    const [from, to] = ['2026-03-02', '2026-03-07'];
    const answer = await restarted
      .get(AiImpactService, { strict: false })
      .of({ model: MODEL.modelId, version: MODEL.version, from, to });
    expect(keptIn(answer).at).toBe(readAt);
  } finally {
    await restarted.close();
    removeData();
  }
});

it(
  'is given out while it is made anew, once the log has moved and it is no longer young',
  async () => {
    const { at: readAt } = keptIn(await asked());
    await passed('1 hour');
    expect(await asked()).toMatchObject({ state: 'kept', progress: null });
    await judgeOneMore();
    await passed('-1 hour');
    expect(await asked()).toMatchObject({ progress: null });
    await passed('1 hour');
    expect(await asked()).toMatchObject({
      state: 'kept',
      impact: { at: readAt, concordance: { uncertain: 0 } },
      progress: { step: 'inLine', place: 1 },
    });
    expect(await maker.makeNext()).toBe(true);
    expect(await asked()).toMatchObject({ impact: { concordance: { uncertain: 1 } }, progress: null });
  },
  MAKING_MS,
);

it(
  'says why it came to nothing, and is made when it is asked for again',
  async () => {
    const built = impactThread.path;
    const problem = 'It broke off; the log of the server says why.';
    const query = QUERY.replace('2026-03-07', '2026-03-06');
    await asked(query);
    await again(QUERY);
    impactThread.path = '/no/such/program.js';
    expect([await maker.makeNext(), await maker.makeNext()]).toEqual([true, true]);
    impactThread.path = built;
    expect(await asked(query)).toEqual({ state: 'failed', problem });
    expect(await asked()).toMatchObject({ state: 'kept', problem });
    expect(await maker.makeNext()).toBe(false);
    expect(await again(query)).toMatchObject({ state: 'making' });
    expect(await maker.makeNext()).toBe(true);
    expect((await asked(query)).state).toBe('kept');
  },
  MAKING_MS,
);

it(
  'goes back into the line where the worker that makes it ends',
  async () => {
    const query = QUERY.replace('2026-03-07', '2026-03-05');
    await asked(query);
    const ending = makerIn(test.app);
    const making = ending.makeNext();
    await until(async () => isBegun(await asked(query)));
    await ending.stop();
    await making;
    expect(await maker.makeNext()).toBe(true);
    expect((await asked(query)).state).toBe('kept');
  },
  MAKING_MS,
);

it(
  'is made ahead for the usual days, behind those that somebody waits for',
  async () => {
    const now = new Date('2026-03-20T00:10:00Z');
    const the = <T>(type: new (...of: never[]) => T) => test.app.get(type, { strict: false });
    const usual = new UsualImpacts(test.dataSource, the(AnswerStore), the(MonitoredRuns), the(SiteService), {
      now: () => now,
    });
    await Promise.all([usual.want(), usual.want()]);
    const query = QUERY.replace('2026-03-07', '2026-03-04');
    expect(await asked(query)).toMatchObject({ progress: { place: 1 } });
    expect(await maker.makeNext()).toBe(true);
    const usualQuery = QUERY.replace(PERIOD, 'from=2026-02-18&to=2026-03-19');
    expect(await asked(usualQuery)).toMatchObject({ progress: { place: 1 } });
    expect([await maker.makeNext(), await maker.makeNext()]).toEqual([true, false]);
    expect(keptIn(await asked(usualQuery)).studies).toBe(courses.length);
  },
  MAKING_MS,
);

it('is dropped when nobody has asked for it in 90 days', async () => {
  await passed('91 days');
  await asked();
  await test.app.get(AnswerStore, { strict: false }).dropOld(new Date());
  const left = await test.dataSource.query<unknown[]>('select from ai_impact_answer');
  expect(left).toHaveLength(1);
});

it('refuses a model that is not there, and a period that is too long', async () => {
  expect((await send(`?${PERIOD}&model=none&version=1.0.0`)).status).toBe(404);
  expect((await send(`?${QUERY.replace('2026-03-07', '2026-09-07')}`)).status).toBe(400);
});

it.each(['radiologist', 'aiVendor', 'none'] as const)('%s may not ask', async (sender) => {
  expect((await send(`?${QUERY}`, sender)).status).toBe(sender === 'none' ? 401 : 403);
});
