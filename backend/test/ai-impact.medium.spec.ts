import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aiImpactModelsSchema, aiImpactSchema, type AiImpact } from '@firstread/contract';
import { replayThread } from '../src/ai-impact/kept-impacts.js';
import { projectAll } from '../src/turnaround/test/following.js';
import { at, MODEL, simulated, type Course } from './impact-month.js';
import { startTestApp, type Sender, type TestApp } from './test-app.js';
import { until } from './until.js';

const API = '/api/v1/ai-impact';
const DAYS = 6;
const PERIOD = 'from=2026-03-02&to=2026-03-07';
const QUERY = `${PERIOD}&model=${MODEL.modelId}&version=${MODEL.version}`;
const sources = replayThread.path;
const { courses } = simulated({ days: DAYS });
let test: TestApp;

beforeAll(async () => {
  // A thread cannot run the sources.
  const backend = join(dirname(fileURLToPath(import.meta.url)), '..');
  replayThread.path = join(backend, 'dist', 'ai-impact', 'replay-thread.js');
  test = await startTestApp();
  await insertModel();
  await insertEvents();
  await insertRuns();
  await projectAll(test);
});
afterAll(async () => {
  replayThread.path = sources;
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

const send = (path: string, sender: Sender = 'departmentHead') => test.request(`${API}${path}`, sender);

async function impact(query = QUERY): Promise<AiImpact> {
  const response = await send(`?${query}`);
  expect(response.status).toBe(200);
  return aiImpactSchema.parse(await response.json());
}

async function replayed(query = QUERY): Promise<AiImpact> {
  await until(async () => (await impact(query)).replay.state !== 'running');
  return impact(query);
}

it('lists models whose results were shown in the period', async () => {
  const listed = aiImpactModelsSchema.parse(await (await send(`/models?${PERIOD}`)).json());
  expect(listed.models).toEqual([{ ...MODEL, name: 'Finder', results: courses.length }]);
  const none = await (await send('/models?from=2026-01-01&to=2026-01-07')).json();
  expect(none).toEqual({ models: [] });
});

it('answers with what was measured at once, and with the replay after it', async () => {
  const first = await impact();
  expect(first).toMatchObject({ name: 'Finder', studies: courses.length, leftOut: 0, caveats: [] });
  const { replay, readerHours, concordance, race, alerts, formula } = await replayed();
  if (replay.state !== 'done' || !replay.answer.known) throw new Error(JSON.stringify(replay));
  const { gap, whoPaid } = replay.answer.value;
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

it('is the same answer while the log does not move, and another once it has', async () => {
  const { at: readAt } = await replayed();
  expect((await impact()).at).toBe(readAt);
  await test.dataSource.query(
    `insert into assessment (run_id, study_id, finding, flagged, kind, value, given_by)
     select run_id, study_id, finding, flagged, 'cannotJudge', 'uncertain', given_by from assessment limit 1`,
  );
  await until(async () => (await replayed()).at > readAt);
  const later = await replayed();
  expect(later.concordance.uncertain).toBe(1);
});

it('of a period without studies refuses every figure, with the reason', async () => {
  const empty = await replayed(QUERY.replace(PERIOD, 'from=2026-01-01&to=2026-01-07'));
  expect(empty.studies).toBe(0);
  const { replay, readerHours, formula, race, alerts, waits } = empty;
  expect(replay).toMatchObject({
    state: 'done',
    answer: { known: false, refusal: { code: 'tooFewStudies' } },
  });
  for (const figure of [readerHours, formula, race, alerts, ...waits.map(({ wait }) => wait)])
    expect(figure.known).toBe(false);
});

it('refuses a model that is not there, and a period that is too long', async () => {
  expect((await send(`?${PERIOD}&model=none&version=1.0.0`)).status).toBe(404);
  expect((await send(`?${QUERY.replace('2026-03-07', '2026-09-07')}`)).status).toBe(400);
});

it.each(['radiologist', 'aiVendor', 'none'] as const)('%s may not ask', async (sender) => {
  expect((await send(`?${QUERY}`, sender)).status).toBe(sender === 'none' ? 401 : 403);
});
