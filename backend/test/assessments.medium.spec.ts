import type { AiResult, Assessment, Study } from '@firstread/contract';
import { ArchiveService, InstanceArchive } from '../src/archive/index.js';
import { chestDxPhantom, getString, parsePart10 } from '../src/dicom/index.js';
import { dciodvfy, dsrdump } from '../src/dicom/encode/test/judges.js';
import { MaskStore, ModelRegistry, RunStore } from '../src/inference/index.js';
import { ModelCatalogue } from '../src/models/index.js';
import { Config } from '../src/platform/index.js';
import { AssessmentReports } from '../src/results/assessment-reports.js';
import { AssessmentStore } from '../src/results/assessment-store.js';
import { EncodableRuns } from '../src/results/encodable-runs.js';
import { EncodingService } from '../src/results/encoding.service.js';
import { Withholding } from '../src/results/withholding.js';
import { startTestApp, type TestApp } from './test-app.js';

const MODEL = 'cxr-opacity-triage';
const VERSION = '2.0.0';
const LABEL = 'Pneumonia-type opacity suspected';
const CONCEPT = { scheme: 'SCT', value: '128477000', meaning: 'Abnormal opacity' };
const SCORE = 0.937;

let test: TestApp;
let encoding: EncodingService;
let reports: AssessmentReports;
let store: AssessmentStore;

beforeAll(async () => {
  test = await startTestApp();
  const { app, dataSource } = test;
  const get = <T>(token: new (...args: never[]) => T): T => app.get(token, { strict: false });
  const [archive, instances, runs, masks] = [
    get(ArchiveService),
    get(InstanceArchive),
    get(RunStore),
    get(MaskStore),
  ];
  const encodable = new EncodableRuns(dataSource, archive, runs, masks, get(Config));
  const withholding = get(Withholding);
  encoding = new EncodingService(
    dataSource,
    instances,
    runs,
    masks,
    get(ModelRegistry),
    withholding,
    encodable,
  );
  store = get(AssessmentStore);
  reports = new AssessmentReports(dataSource, archive, instances, runs, get(ModelCatalogue), store);
});
afterAll(() => test.close());

interface Judged {
  uid: string;
  result: AiResult;
}

let made = 0;

/** A chest radiograph on which the triage model came to a result, written as a report. */
async function judged(state: 'flagged' | 'notFlagged'): Promise<Judged> {
  const { app, dataSource } = test;
  const acquired = { date: '20260105', time: '081500' };
  const { bytes, StudyInstanceUID: uid } = chestDxPhantom({
    seed: `assess-${(made += 1)}`,
    name: 'P',
    acquired,
  });
  const parsed = parsePart10(bytes);
  const origin = { door: 'stow', source: 'spec', actor: 'system:spec', role: 'device' } as const;
  await app.get(InstanceArchive).store(bytes, parsed, origin);
  const studies = await dataSource.query<{ id: string }[]>(
    'select id from study where study_instance_uid = $1',
    [uid],
  );
  const studyId = studies[0]?.id ?? '';
  await dataSource.query(`update study set state = 'complete', completed_at = now() where id = $1`, [
    studyId,
  ]);
  const runs = app.get(RunStore, { strict: false });
  const input = { eligible: true, seriesUid: getString(parsed.dataset, 'SeriesInstanceUID') ?? '' } as const;
  const model = { modelId: MODEL, modelVersion: VERSION, modelSha256: '0'.repeat(64) };
  await dataSource.transaction((manager) =>
    runs.plan(manager, { studyId, studyUid: uid, revision: 1 }, [
      { ...model, effect: 'shown', site: null, scanner: null, input },
    ]),
  );
  const [planned] = await runs.runsOfStudies([studyId]);
  const run = planned && (await runs.begin(planned.id));
  if (!run) throw new Error('The run was not planned');
  const flagged = state === 'flagged';
  const finding = { concept: CONCEPT, label: LABEL, critical: true, flagged, score: SCORE };
  await runs.finish(run, {
    state,
    findings: [{ ...finding, operatingPoint: 0.5, quantity: null, keyImage: null, boxes: [] }],
    timings: {},
  });
  await encoding.encode(run.id);
  return { uid, result: await resultOf(uid) };
}

async function resultOf(uid: string): Promise<AiResult> {
  const answer = await test.request(`/api/v1/studies/${uid}`, 'radiologist');
  const { aiResults } = (await answer.json()) as Study;
  const found = aiResults.find(({ modelId }) => modelId === MODEL);
  if (!found) throw new Error('The result is not shown');
  return found;
}

async function give({ uid, result }: Judged, given: object): Promise<{ status: number; body: unknown }> {
  const answer = await test.request(
    `/api/v1/studies/${uid}/ai-results/${result.runId}/assessments`,
    'radiologist',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ finding: LABEL, seen: { state: result.state, overlay: false }, ...given }),
    },
  );
  return { status: answer.status, body: await answer.json() };
}

const verdictOf = async ({ result }: Judged): Promise<unknown> => {
  const rows = await test.dataSource.query<{ value: string }[]>(
    'select value from verdict where run_id = $1',
    [result.runId],
  );
  return rows[0]?.value;
};

describe('what a reader says of a finding', () => {
  it('stands with the study, the last of each finding first, and counts as the verdict on the result', async () => {
    const study = await judged('flagged');
    expect(await give(study, { kind: 'agree' })).toMatchObject({ status: 201 });
    expect(await verdictOf(study)).toBe('present');
    const { body } = await give(study, { kind: 'disagree', reason: 'artefact' });
    expect((await resultOf(study.uid)).assessments).toEqual([body]);
    expect(await verdictOf(study)).toBe('absent');
  });

  it('is "missed" where the model has not flagged what is there', async () => {
    const study = await judged('notFlagged');
    expect(await give(study, { kind: 'missed', reason: 'subtle' })).toMatchObject({ status: 201 });
    expect(await verdictOf(study)).toBe('present');
  });

  it('keeps what the reader had been shown, without what a triage class withholds', async () => {
    const study = await judged('flagged');
    await give(study, { kind: 'agree' });
    const [row] = await test.dataSource.query<{ shown: { overlay: boolean; result: AiResult } }[]>(
      'select shown from assessment where run_id = $1',
      [study.result.runId],
    );
    const { assessments: _none, ...shown } = study.result;
    expect(row?.shown).toEqual({ overlay: false, result: shown });
    expect(JSON.stringify(row)).not.toContain(String(SCORE));
  });

  it('is refused where the result is no longer as it was seen, or it does not fit', async () => {
    const study = await judged('flagged');
    expect(await give(study, { kind: 'missed', reason: 'subtle' })).toMatchObject({
      status: 409,
      body: { code: 'ASSESSMENT_UNFITTING' },
    });
    expect(await give(study, { kind: 'agree', finding: 'Another' })).toMatchObject({ status: 404 });
    const seen = { state: 'notFlagged', overlay: false };
    expect(await give(study, { kind: 'agree', seen })).toMatchObject({
      status: 409,
      body: { code: 'RESULT_CHANGED' },
    });
    expect((await resultOf(study.uid)).assessments).toEqual([]);
  });

  it('is refused of a model that looks for no finding', async () => {
    const study = await judged('notFlagged');
    await test.dataSource.query('delete from finding where run_id = $1', [study.result.runId]);
    expect(await give(study, { kind: 'missed', reason: 'subtle', finding: null })).toMatchObject({
      status: 404,
    });
  });

  it('is never changed', async () => {
    const study = await judged('flagged');
    await give(study, { kind: 'agree' });
    await expect(test.dataSource.query(`update assessment set value = 'absent'`)).rejects.toThrow();
  });
});

describe('the report of an assessment', () => {
  async function written(
    study: Judged,
    given: object,
  ): Promise<{ id: string; bytes: Uint8Array; sop: string }> {
    const { id } = (await give(study, given)).body as Assessment;
    expect(await store.unreported(1000)).toContain(id);
    await reports.write(id);
    const [row] = await test.dataSource.query<{ sop: string }[]>(
      'select sop_instance_uid as sop from assessment_report where assessment_id = $1',
      [id],
    );
    const sop = row?.sop ?? '';
    const series = await test.dataSource.query<{ uid: string }[]>(
      'select series_instance_uid as uid from series join instance on instance.series_id = series.id where sop_instance_uid = $1',
      [sop],
    );
    const answer = await test.request(
      `/dicomweb/studies/${study.uid}/series/${series[0]?.uid}/instances/${sop}`,
      'radiologist',
      { headers: { accept: 'application/dicom' } },
    );
    return { id, bytes: new Uint8Array(await answer.arrayBuffer()), sop };
  }

  it('passes the validators, names person, model and what was judged, and follows the one before', async () => {
    const study = await judged('flagged');
    const first = await written(study, {
      kind: 'modify',
      reason: 'place',
      correction: 'Left base',
      note: 'Seen',
    });
    expect(dciodvfy(first.bytes).errors).toEqual([]);
    const text = dsrdump(first.bytes);
    for (const words of [
      'MODIFY',
      'PLACE',
      'Left base',
      'Not for clinical use. Seen',
      VERSION,
      'Person Observer',
    ])
      expect(text).toContain(words);
    const [judgedObject] = (await resultOf(study.uid)).objects;
    expect(text).toContain(judgedObject?.sopInstanceUid);
    const answer = await test.request(`/api/v1/studies/${study.uid}`, 'radiologist');
    const { series } = (await answer.json()) as Study;
    const maker = (uid: string | undefined) =>
      series.find(({ seriesInstanceUid }) => seriesInstanceUid === uid)?.maker;
    const model = { modelName: study.result.modelName, modelVersion: VERSION };
    expect(maker(judgedObject?.seriesInstanceUid)).toEqual({ kind: 'model', ...model });
    expect(maker(getString(parsePart10(first.bytes).dataset, 'SeriesInstanceUID'))).toEqual({
      kind: 'assessment',
      ...model,
    });
    expect(maker(study.result.inputSeriesUid ?? '')).toBeNull();
    const second = await written(study, { kind: 'disagree', reason: 'notPresent' });
    expect(dciodvfy(second.bytes).errors).toEqual([]);
    const { dataset } = parsePart10(second.bytes);
    expect(JSON.stringify(dataset['0040A360'])).toContain(first.sop);
  });

  it('is written once', async () => {
    const study = await judged('notFlagged');
    const { id } = await written(study, { kind: 'missed', reason: 'subtle' });
    expect(await store.unreported(1000)).not.toContain(id);
    const count = 'select count(*)::int as count from instance';
    const before: unknown = await test.dataSource.query(count);
    await reports.write(id);
    expect(await test.dataSource.query(count)).toEqual(before);
  });
});
