import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import {
  AGE_LIMITS,
  criticalPageSchema,
  liveBoardSchema,
  readerListSchema,
  viewCountsSchema,
  worklistPageSchema,
  type LiveBoard,
  type Role,
  type WorklistFilter,
  type WorklistPage,
} from '@firstread/contract';
import { listStudy } from '../../test/listed.js';
import { insertReader } from '../../test/readers.js';
import type { StudyRow } from '../../test/studies.js';
import { startTestApp, type TestApp } from '../../test/test-app.js';

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  await sql('truncate alert, critical_result, performed_step, imaging_order cascade');
  await sql('delete from study');
});

const sql = (text: string, values: unknown[] = []): Promise<unknown> => test.dataSource.query(text, values);

async function board(role: Role = 'departmentHead'): Promise<LiveBoard> {
  return liveBoardSchema.parse(await (await test.request('/api/v1/live-board', role)).json());
}

async function list(filter: WorklistFilter): Promise<WorklistPage> {
  const query = new URLSearchParams({ limit: '1', filter: JSON.stringify(filter) });
  const response = await test.request(`/api/v1/worklist?${query.toString()}`, 'departmentHead');
  return worklistPageSchema.parse(await response.json());
}

const listed = (row?: StudyRow): Promise<{ id: string; uid: string }> => listStudy(test, row);

async function claim(studyId: string, holderId: string, name: string, secondsLeft: number): Promise<void> {
  await sql(
    `insert into claim (study_id, holder_id, holder, since, expires_at)
     values ($1, $2, $3, now() - interval '5 minutes', now() + make_interval(secs => $4))`,
    [studyId, holderId, name, secondsLeft],
  );
}

interface Order {
  uid: string;
  accession?: string;
  patient?: string;
  status?: string;
  minutesAgo?: number;
}

async function order({
  uid,
  accession,
  patient,
  status = 'completed',
  minutesAgo = 30,
}: Order): Promise<void> {
  await sql(
    `insert into imaging_order (accession_number, patient_id, patient_name, requested_procedure_id, modality,
       scheduled_at, step_id, priority, study_instance_uid, status, station_name, changed_at)
     values ($1, $2, 'PHANTOM^ROW', 'P', 'CT', '2026-01-05T08:00:00', 'S', 'routine', $3, $4, 'CT 1',
       now() - make_interval(mins => $5))`,
    [accession ?? uid.slice(-16), patient ?? 'PHANTOM-ROW', uid, status, minutesAgo],
  );
}

async function step(uid: string, status: string, minutesAgo: number): Promise<void> {
  await sql(
    `insert into performed_step (sop_instance_uid, study_instance_uid, performed_by, status, attributes, ended_at)
     values ($1, $1, 'peer:MR', $2, '{"00080060": {"vr": "CS", "Value": ["MR"]}}',
       now() - make_interval(mins => $3))`,
    [uid, status, minutesAgo],
  );
}

interface Run {
  state: string;
  revision?: number;
  effect?: string;
  version?: string;
}

async function run(
  study: { id: string; uid: string },
  { state, revision = 1, effect = 'shown', version = '1.0.0' }: Run,
): Promise<void> {
  const [reason, finished] = [
    ['failed', 'notEvaluable'].includes(state) ? 'a reason' : null,
    ['flagged', 'notFlagged', 'failed', 'notEvaluable'].includes(state) ? new Date() : null,
  ];
  await sql(
    `insert into inference_run (study_id, study_uid, study_revision, model_id, model_version, model_sha256, state,
       reason, finished_at, effect) values ($1, $2, $3, 'some-model', $8, '', $4, $5, $6, $7)`,
    [study.id, study.uid, revision, state, reason, finished, effect, version],
  );
}

describe('the live board', () => {
  it('is a board of noughts where nothing waits', async () => {
    const empty = await board();
    expect(empty).toMatchObject({
      unread: { total: 0 },
      due: { atRisk: 0, overdue: 0 },
      ai: { models: [] },
      oldest: [],
      orphans: { noImages: { count: 0, latest: [] }, noOrder: null },
      readers: [],
      critical: { open: 0, overdue: 0 },
      alerts: { open: 0, overdue: 0 },
    });
    expect(empty.due.classes.map(({ boundMinutes }) => boundMinutes)).toEqual([30, 120, 1440]);
  });

  it('agrees with the counts of the worklist, whatever waits there', async () => {
    const states = fc.array(
      fc.record({
        priority: fc.constantFrom('STAT', 'HIGH', 'ROUTINE'),
        readyMinutesAgo: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 3000 })),
        fate: fc.constantFrom('unread', 'unread', 'claimed', 'read', 'nothingToRead', 'suspected'),
      }),
      { minLength: 5, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(states, async (rows) => {
        await sql('delete from study');
        for (const { fate, ...row } of rows) {
          const { id } = await listed(row);
          if (fate === 'claimed') await claim(id, randomUUID(), 'Reader', 60);
          else if (fate === 'suspected')
            await sql('update worklist_item set suspected = true where study_id = $1', [id]);
          else await sql('update worklist_item set reading = $2 where study_id = $1', [id, fate]);
        }
        const { unread, due } = await board();
        const all = await list({});
        expect(unread.total).toBe(all.counts.total);
        expect(due.overdue).toBe(all.counts.overdue);
        for (const { band, total, byAge } of unread.bands) {
          expect(total).toBe((await list({ bands: [band] })).counts.unread);
          expect(byAge.reduce((sum, count) => sum + count)).toBe(total);
        }
        for (const one of due.classes) {
          const { counts } = await list({ orderClasses: [one.orderClass] });
          expect([one.unread, one.overdue]).toEqual([counts.unread, counts.overdue]);
        }
        const { counts } = await list({ aiSuspected: true });
        expect([due.suspected.unread, due.suspected.overdue]).toEqual([counts.unread, counts.overdue]);
        const views = await test.request('/api/v1/views/counts', 'departmentHead');
        const { counts: ofViews } = viewCountsSchema.parse(await views.json());
        expect(ofViews['all']?.unread).toBe(unread.total);
      }),
      { numRuns: 5 },
    );
  });

  it('puts each study into the age it has, and counts as at risk what is due within 15 minutes', async () => {
    for (const limit of AGE_LIMITS) await listed({ readyMinutesAgo: limit - 1 });
    await listed({ readyMinutesAgo: 3000 });
    await listed({ priority: 'STAT', readyMinutesAgo: 16 });
    await listed({ priority: 'STAT', readyMinutesAgo: 14 });
    await listed({ priority: 'STAT', readyMinutesAgo: 31 });
    const { unread, due } = await board();
    const byAge = AGE_LIMITS.map((_, age) =>
      unread.bands.reduce((sum, band) => sum + (band.byAge[age] ?? 0), 0),
    );
    expect(byAge).toEqual([3, 2, 1, 1, 1, 1]);
    expect(due.classes[0]).toMatchObject({ orderClass: 'stat', unread: 3, atRisk: 1, overdue: 1 });
    expect(due.classes[2]).toMatchObject({ orderClass: 'routine', atRisk: 1, overdue: 1 });
    expect(due).toMatchObject({ atRisk: 2, overdue: 2 });
  });

  it('counts what is past its time as overdue though no worker has marked it', async () => {
    const { id } = await listed({ priority: 'STAT' });
    await sql(`update worklist_item set due_at = now() - interval '1 minute' where study_id = $1`, [id]);
    expect((await board()).due).toMatchObject({ overdue: 1, atRisk: 0 });
  });

  it('names the models that owe unread studies a result, and never a result that is there or superseded', async () => {
    const [one, other, read] = [await listed(), await listed(), await listed()];
    await sql(`update worklist_item set reading = 'read' where study_id = $1`, [read.id]);
    await run(one, { state: 'failed' });
    await run(one, { state: 'pending', revision: 2 });
    await run(other, { state: 'notEvaluable' });
    await run(other, { state: 'failed', version: '2.0.0' });
    await run(other, { state: 'pending', version: '3.0.0', effect: 'shadow' });
    await run(other, { state: 'notFlagged', version: '4.0.0' });
    await run(read, { state: 'failed' });
    const { models } = (await board()).ai;
    expect(models).toEqual([
      expect.objectContaining({ modelVersion: '1.0.0', pending: 1, running: 0, failed: 0, notEvaluable: 1 }),
      expect.objectContaining({ modelVersion: '2.0.0', pending: 0, running: 0, failed: 1, notEvaluable: 0 }),
    ]);
    expect(models[0]?.waitingSince).not.toBeNull();
  });

  it('has the studies that wait longest, where they stand, and nothing of a patient', async () => {
    const waits = await listed({ readyMinutesAgo: 300 });
    const held = await listed({ readyMinutesAgo: 200, priority: 'STAT' });
    const onHold = await listed({ readyMinutesAgo: 100 });
    await claim(held.id, randomUUID(), 'Reader', 60);
    await sql(
      `insert into study_hold (study_id, kind, until, by_id, by_name, at, gave_back)
       values ($1, 'awaitingPriors', now() + interval '1 hour', 'r', 'Reader', now(), false)`,
      [onHold.id],
    );
    const response = await test.request('/api/v1/live-board', 'administrator');
    const text = await response.text();
    expect(text).not.toContain('PHANTOM');
    const { oldest } = liveBoardSchema.parse(JSON.parse(text));
    expect(
      oldest.map(({ studyInstanceUid, standing, place }) => [studyInstanceUid, standing, place]),
    ).toEqual([
      [waits.uid, 'waiting', 2],
      [held.uid, 'claimed', 1],
      [onHold.uid, 'onHold', 3],
    ]);
  });

  it('finds examinations without images and images without an order', async () => {
    const [ordered, byAccession, unordered, otherPatient] = await Promise.all([
      listed(),
      listed(),
      listed(),
      listed(),
    ]);
    await sql('update study set accession_number = $2 where id = $1', [byAccession.id, 'A-1']);
    await sql('update study set accession_number = $2 where id = $1', [otherPatient.id, 'A-2']);
    await order({ uid: ordered.uid, status: 'inProgress' });
    await order({ uid: '2.25.1', accession: 'A-1' });
    await order({ uid: '2.25.2', accession: 'A-2', patient: 'SOMEBODY-ELSE' });
    await order({ uid: '2.25.3', minutesAgo: 5 });
    await order({ uid: '2.25.4', minutesAgo: 8 * 1440 });
    await order({ uid: '2.25.5', status: 'scheduled' });
    await order({ uid: unordered.uid, status: 'discontinued' });
    await step('2.25.6', 'COMPLETED', 20);
    await step('2.25.7', 'DISCONTINUED', 20);
    await step(unordered.uid, 'COMPLETED', 20);
    const { noImages, noOrder } = (await board()).orphans;
    expect(noImages.count).toBe(2);
    expect(noImages.latest.map(({ modality, station }) => [modality, station])).toEqual([
      ['MR', null],
      ['CT', 'CT 1'],
    ]);
    expect(noOrder?.count).toBe(2);
    expect(noOrder?.oldest.map(({ studyInstanceUid }) => studyInstanceUid).sort()).toEqual(
      [unordered.uid, otherPatient.uid].sort(),
    );
  });

  it('names who reads now: who holds studies or has just read one, as their own list has it', async () => {
    const [holds, read, gone] = [
      await insertReader(test.dataSource, 'Holding'),
      await insertReader(test.dataSource, 'Reading'),
      await insertReader(test.dataSource, 'Gone'),
    ];
    for (let n = 0; n < 2; n++) await claim((await listed()).id, holds.id, 'Holding', 90);
    await claim((await listed()).id, gone.id, 'Gone', -5);
    await sql('insert into study_reading (study_id, reader_id, rvu, at) values ($1, $2, 1, now())', [
      (await listed()).id,
      read.id,
    ]);
    const { readers } = await board();
    expect(readers.map(({ name, holding, since }) => [name, holding, since === null])).toEqual([
      ['Holding', 2, false],
      ['Reading', 0, true],
    ]);
    const theirs = readerListSchema.parse(
      await (await test.request('/api/v1/readers', 'departmentHead')).json(),
    );
    for (const { id, holding } of readers)
      expect(holding).toBe(theirs.readers.find((one) => one.id === id)?.holding);
  });

  it('counts critical results and alerts past their time for roles that may read them', async () => {
    const { id, uid } = await listed();
    await sql(
      `insert into critical_result (id, study_id, study_uid, finding, catalogue_version, level, identified_at, due_at,
         marked_at, marked_by, marked_by_id)
       values (gen_random_uuid(), $1, $2, 'Some finding', 1, 'red', now() - interval '2 hours',
         now() - interval '1 hour', now(), 'Reader', 'r')`,
      [id, uid],
    );
    for (const [finding, level] of [
      ['one', 'reader'],
      ['other', 'section'],
    ])
      await sql(
        `insert into alert (study_id, study_uid, finding, suspected, models, level, raised_at)
         values ($1, $2, $3, 'Some', '[]', $4, now())`,
        [id, uid, finding, level],
      );
    const { critical, alerts } = await board();
    expect(critical).toEqual({ open: 1, overdue: 1 });
    expect(alerts).toEqual({ open: 2, overdue: 1 });
    const page = await test.request('/api/v1/critical', 'departmentHead');
    expect(criticalPageSchema.parse(await page.json())).toMatchObject({ open: 1, overdue: 1 });
    expect(await board('administrator')).toMatchObject({ critical: null, alerts: null });
  });
});
