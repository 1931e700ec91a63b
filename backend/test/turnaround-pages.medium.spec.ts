import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import type {
  Role,
  Turnaround,
  TurnaroundChanges,
  TurnaroundGroupBy,
  TurnaroundStudyPage,
  TurnaroundSurvival,
} from '@firstread/contract';
import { logCourse, type Course } from '../src/turnaround/test/course.js';
import { followLog } from '../src/turnaround/test/following.js';
import { startTestApp, type TestApp } from './test-app.js';

const HOUR_MS = 3_600_000;
/** A whole hour two days ago. */
const HOUR = Math.floor(Date.now() / HOUR_MS - 48) * HOUR_MS;
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const PERIOD = `from=${day(HOUR - 24 * HOUR_MS)}&to=${day(Date.now())}`;
const at = (minutes: number) => new Date(HOUR + minutes * 60_000);

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  const course = (uid: string, one: Course) => logCourse(test.dataSource, at, uid, one);
  // Twelve come within the first hour; in the second, ten of them still wait when it begins.
  for (let n = 1; n <= 12; n++)
    await course(`7.1.${n}`, { modality: 'CT', readyMinutes: n, waitMinutes: n <= 2 ? 20 : 90 });
  for (let n = 1; n <= 6; n++)
    await course(`7.2.${n}`, {
      modality: 'MR',
      orderClass: 'stat',
      readyMinutes: 60 + n,
      ...(n <= 5 ? { waitMinutes: 5 } : {}),
    });
  await followLog(test);
});
afterAll(() => test.close());

async function get<T>(path: string): Promise<T> {
  const response = await test.request(`/api/v1/turnaround${path}`, 'departmentHead');
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

const groups = async (by: TurnaroundGroupBy) =>
  (await get<Turnaround>(`?${PERIOD}&stage=wait&groupBy=${by}`)).groups;
const studiesOf = async (more: string) =>
  (await get<TurnaroundStudyPage>(`/studies?${PERIOD}&stage=wait&${more}`)).studies.map(
    (one) => one.studyInstanceUid,
  );

describe('Turnaround by load', () => {
  it('counts what waited when the hour of each began', async () => {
    expect((await groups('load')).map(({ key, n, open }) => [key, n, open])).toEqual([
      ['0-9', 12, 0],
      ['10-24', 5, 1],
    ]);
  });

  it('is the same where the waiting are counted one by one', async () => {
    const hours = await test.dataSource.query<{ hour: Date; waiting: number }[]>(
      `select hour, (select count(*)::int from study_interval one where one.stage = 'wait' and one.excluded is null
          and one.started_at < hours.hour and (one.ended_at is null or one.ended_at >= hours.hour)) as waiting
         from (select distinct hour from study_interval where stage = 'wait') hours order by hour`,
    );
    expect(hours.map(({ waiting }) => waiting)).toEqual([0, 10]);
  });
});

describe('The studies of a group', () => {
  it('are as many as its figures say', async () => {
    for (const by of [
      'none',
      'day',
      'hourOfWeek',
      'shift',
      'modality',
      'orderClass',
      'site',
      'aiState',
      'load',
    ] as const)
      for (const { key, n, open } of await groups(by)) {
        const whole = `groupBy=${by}&key=${encodeURIComponent(key)}`;
        expect([by, key, (await studiesOf(`${whole}&state=ended`)).length]).toEqual([by, key, n]);
        expect([by, key, (await studiesOf(`${whole}&state=open`)).length]).toEqual([by, key, open]);
      }
  });

  it('are none of a group that the selection leaves out', async () => {
    expect(await studiesOf('modality=CT&groupBy=modality&key=MR')).toEqual([]);
    expect(await studiesOf('modality=CT&groupBy=load&key=10-24')).toEqual([]);
    expect(await studiesOf('groupBy=orderClass&key=nonsense')).toEqual([]);
  });
});

describe('GET /api/v1/turnaround/survival', () => {
  it('gives the share still waiting, with those open as censored', async () => {
    const { curves, stage } = await get<TurnaroundSurvival>(
      `/survival?${PERIOD}&stage=wait&groupBy=modality`,
    );
    expect(stage.id).toBe('wait');
    expect(curves.map(({ key, n, open }) => [key, n, open])).toEqual([
      ['CT', 12, 0],
      ['MR', 5, 1],
    ]);
    const shares = curves.map(({ steps }) => steps.map(({ share }) => share.toFixed(2)));
    expect(shares).toEqual([['0.83', '0.00'], ['0.17']]);
  });
});

describe('GET /api/v1/turnaround/changes', () => {
  it('names steps of models and versions of rules', async () => {
    await test.dataSource.query(
      `insert into rule_version (version, rules, reason, proposed_by, approved_by, since)
       select 2, rules, 'More STAT than we thought', 'A', 'B', $1 from rule_version where version = 1`,
      [at(30)],
    );
    await test.dataSource.query(
      `insert into model_version (model_id, version, door, manifest, sha256, source, location, stage, stage_reason, submitted_by)
       values ('spec', '1.0.0', 'onnx', '{"name": "Spec model"}', '0', 'shipped', '', 'live', '', 'A')`,
    );
    await test.dataSource.query(
      `insert into model_history (model_id, version, from_stage, to_stage, actor, role, reason, at)
       values ('spec', '1.0.0', 'canary', 'live', 'A', 'departmentHead', 'Proven', $1),
              ('spec', '1.0.0', 'submitted', 'verified', 'A', 'departmentHead', 'Runs', $1)`,
      [at(10)],
    );
    const { changes } = await get<TurnaroundChanges>(`/changes?from=${day(HOUR)}&to=${day(HOUR)}`);
    expect(changes).toEqual([
      {
        kind: 'model',
        at: at(10).toISOString(),
        day: day(HOUR),
        reason: 'Proven',
        modelId: 'spec',
        name: 'Spec model',
        version: '1.0.0',
        from: 'canary',
        to: 'live',
      },
      {
        kind: 'rules',
        at: at(30).toISOString(),
        day: day(HOUR),
        reason: 'More STAT than we thought',
        version: 2,
      },
    ]);
  });
});

describe('GET /api/v1/turnaround/export', () => {
  const exported = (more: string, role: Role = 'departmentHead') =>
    test.request(`/api/v1/turnaround/export?${PERIOD}&stage=wait&${more}`, role);
  const lines = async (more: string) =>
    parse<Record<string, string>>(await (await exported(more)).text(), { bom: true, columns: true });

  it('gives the figures of the page, each line with its definition', async () => {
    const told = await lines('groupBy=modality');
    const shown = await groups('modality');
    expect(
      told.map(({ key, n, open, medianSeconds }) => [key, Number(n), Number(open), Number(medianSeconds)]),
    ).toEqual(shown.map(({ key, n, open, median }) => [key, n, open, median]));
    expect(told[0]).toMatchObject({
      stage: 'wait',
      startEvents: 'readyToRead',
      endEvents: 'firstOpened',
      suppressed: 'false',
    });
  });

  it('gives each interval once, in both formats, with nothing of a patient or a reader', async () => {
    const told = await lines('of=intervals');
    expect(told).toHaveLength(18);
    expect(Object.keys(told[0] ?? {}).join()).toBe(
      'stage,studyInstanceUid,subject,site,modality,orderClass,aiState,startedAt,startedWith,endedAt,endedWith,seconds,fallback,excluded',
    );
    const response = await exported('of=intervals&format=parquet');
    expect(response.headers.get('content-disposition')).toContain('.parquet');
    const read = await parquetReadObjects({ file: await response.arrayBuffer() });
    expect(read.map(({ studyInstanceUid }) => studyInstanceUid as string)).toEqual(
      told.map(({ studyInstanceUid }) => studyInstanceUid),
    );
    expect(read.map(({ seconds }) => seconds as number | null)).toEqual(
      told.map(({ seconds }) => (seconds === '' ? null : Number(seconds))),
    );
  });

  it('is a line of the audit trail, and only for those who answer for the department', async () => {
    const audited = () =>
      test.dataSource.query<{ outcome: string; detail: string }[]>(
        `select outcome, detail from audit_event where action = 'turnaround.export' order by id desc limit 1`,
      );
    await (await exported('format=parquet')).arrayBuffer();
    expect(await audited()).toMatchObject([
      { outcome: 'success', detail: expect.stringMatching(/groups of wait.*parquet/) as string },
    ]);
    expect((await exported('', 'radiologist')).status).toBe(403);
    expect(await audited()).toMatchObject([{ outcome: 'denied' }]);
    expect((await exported('format=xlsx')).status).toBe(400);
  });
});
