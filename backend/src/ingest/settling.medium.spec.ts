import { startContext, type TestContext } from '../../test/context.js';
import { newUid, smallImage } from '../../test/dicom.js';
import { InstanceArchive } from '../archive/index.js';
import { parsePart10 } from '../dicom/index.js';
import { EventLog } from '../platform/index.js';
import { IngestModule } from './ingest.module.js';
import { IngestService } from './ingest.service.js';
import type { Expectation, Provenance } from './domain/outcome.js';
import { Receptions } from './receptions.js';
import { SettlingService } from './settling.service.js';

const QUIET_SECONDS = 600;
const provenance: Provenance = { door: 'dimse', source: 'CT1', actor: 'peer:CT1', role: 'device' };

let context: TestContext;
/** Asked by hand, not by its clock. */
let settling: SettlingService;
let receptions: Receptions;

beforeAll(async () => {
  context = await startContext(() => [IngestModule], { STUDY_QUIET_MS: String(QUIET_SECONDS * 1000) });
  settling = new SettlingService(context.dataSource, new EventLog(), context.config);
  receptions = context.app.get(Receptions);
});
afterAll(() => context.close());

async function receive(study: string, expected: Expectation = {}): Promise<string> {
  const instance = newUid();
  const outcome = await context.app
    .get(IngestService)
    .receive(smallImage({ study, instance }), provenance, expected);
  expect(outcome.status).toBe('stored');
  return instance;
}

/** As if the last instance had come so long ago. */
async function arrivedBefore(study: string, seconds: number): Promise<void> {
  await context.dataSource.query(
    `update study set last_received_at = now() - make_interval(secs => $2) where study_instance_uid = $1`,
    [study, seconds],
  );
}

async function stateOf(study: string): Promise<{ state: string; revision: number }> {
  await settling.settle();
  const [row] = await context.dataSource.query<{ state: string; revision: number }[]>(
    'select state, revision from study where study_instance_uid = $1',
    [study],
  );
  return row ?? { state: 'unknown', revision: 0 };
}

/** What the log says of a study, instances left out. */
async function events(study: string): Promise<string[]> {
  const rows = await context.dataSource.query<{ name: string; revision: number }[]>(
    `select name, (payload ->> 'revision')::int as revision from event
      where study_uid = $1 and name <> 'InstanceStored' order by id`,
    [study],
  );
  return rows.map((row) => `${row.name} ${row.revision}`);
}

async function completed(): Promise<string> {
  const study = newUid();
  await receive(study);
  await arrivedBefore(study, QUIET_SECONDS + 1);
  expect(await stateOf(study)).toEqual({ state: 'complete', revision: 1 });
  return study;
}

/** What a modality reports of its work on a study (MPPS). */
async function performed(study: string, status: string, instances: string[]): Promise<void> {
  await context.dataSource.query(
    `insert into performed_step (sop_instance_uid, study_instance_uid, performed_by, status, attributes, instances)
     values ($1, $2, 'peer:CT1', $3, '{}', $4)`,
    [newUid(), study, status, instances],
  );
}

describe('a study whose modality reports its work', () => {
  it('is complete without the quiet period once everything that was reported is here', async () => {
    const study = newUid();
    const [first, second] = [await receive(study), newUid()];
    await performed(study, 'COMPLETED', [first, second]);
    expect(await stateOf(study)).toMatchObject({ state: 'receiving' });
    const outcome = await context.app
      .get(IngestService)
      .receive(smallImage({ study, instance: second }), provenance);
    expect(outcome.status).toBe('stored');
    expect(await stateOf(study)).toEqual({ state: 'complete', revision: 1 });
    await receive(study);
    expect(await stateOf(study)).toEqual({ state: 'receiving', revision: 2 });
  });

  it('waits while a step goes on, or is on an open association', async () => {
    const study = newUid();
    await performed(study, 'COMPLETED', [await receive(study)]);
    await performed(study, 'IN PROGRESS', []);
    expect(await stateOf(study)).toMatchObject({ state: 'receiving' });
    const other = newUid();
    const reception = await receptions.begin('dimse', 'CT1');
    await performed(other, 'COMPLETED', [await receive(other, { reception })]);
    expect(await stateOf(other)).toMatchObject({ state: 'receiving' });
    await reception.close();
    expect(await stateOf(other)).toMatchObject({ state: 'complete' });
  });

  it('that lists nothing waits as ever', async () => {
    const study = newUid();
    await receive(study);
    await performed(study, 'COMPLETED', []);
    expect(await stateOf(study)).toMatchObject({ state: 'receiving' });
  });
});

describe('a study', () => {
  it('is complete after the quiet period, not before', async () => {
    const study = newUid();
    await receive(study);
    expect(await stateOf(study)).toEqual({ state: 'receiving', revision: 1 });
    await arrivedBefore(study, QUIET_SECONDS - 60);
    expect(await stateOf(study)).toEqual({ state: 'receiving', revision: 1 });
    expect(await events(study)).toEqual([]);
    await arrivedBefore(study, QUIET_SECONDS + 1);
    expect(await stateOf(study)).toEqual({ state: 'complete', revision: 1 });
    expect(await events(study)).toEqual(['StudyCompleted 1']);
  });

  it('starts the quiet period anew with each instance', async () => {
    const study = newUid();
    await receive(study);
    await arrivedBefore(study, QUIET_SECONDS + 1);
    await receive(study);
    expect((await stateOf(study)).state).toBe('receiving');
  });

  it('is left to the worker that is completing it', async () => {
    const study = newUid();
    await receive(study);
    await arrivedBefore(study, QUIET_SECONDS + 1);
    const other = context.dataSource.createQueryRunner();
    await other.startTransaction();
    try {
      await other.query('select 1 from study where study_instance_uid = $1 for update', [study]);
      expect(await settling.settle()).toBe(0);
    } finally {
      await other.rollbackTransaction();
      await other.release();
    }
    expect((await stateOf(study)).state).toBe('complete');
  });

  it('is completed once when several workers look', async () => {
    const study = newUid();
    await receive(study);
    await arrivedBefore(study, QUIET_SECONDS + 1);
    const counts = await Promise.all([1, 2, 3, 4].map(() => settling.settle()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await events(study)).toEqual(['StudyCompleted 1']);
  });
});

describe('a reception', () => {
  it('that is open holds the studies it brought, and no others', async () => {
    const [held, free] = [newUid(), newUid()];
    const reception = await receptions.begin('dimse', 'CT1');
    await receive(held, { reception });
    await receive(free);
    for (const study of [held, free]) await arrivedBefore(study, QUIET_SECONDS + 1);
    expect((await stateOf(held)).state).toBe('receiving');
    expect((await stateOf(free)).state).toBe('complete');
    await reception.close();
    expect((await stateOf(held)).state).toBe('complete');
  });

  it('whose process died holds nothing for ever', async () => {
    const study = newUid();
    const [row] = await context.dataSource.query<{ id: string }[]>(
      `insert into reception (door, source) values ('dimse', 'dead') returning id`,
    );
    const id = row?.id ?? '';
    await receive(study, { reception: { id } });
    await arrivedBefore(study, QUIET_SECONDS + 1);
    expect((await stateOf(study)).state).toBe('receiving');
    await context.dataSource.query(
      `update reception set heartbeat_at = now() - interval '16 seconds' where id = $1`,
      [id],
    );
    expect((await stateOf(study)).state).toBe('complete');
  });

  it('shows that it lives for as long as it is open', async () => {
    const reception = await receptions.begin('dimse', 'CT1');
    const lapsed = `update reception set heartbeat_at = now() - interval '1 hour' where id = $1`;
    await context.dataSource.query(lapsed, [reception.id]);
    const alive = `select 1 from reception where id = $1 and heartbeat_at > now() - interval '10 seconds'`;
    while ((await context.dataSource.query<unknown[]>(alive, [reception.id])).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await reception.close();
    const rows = await context.dataSource.query<unknown[]>('select 1 from reception where id = $1', [
      reception.id,
    ]);
    expect(rows).toEqual([]);
  });
});

describe('a complete study', () => {
  it('is opened again by a late instance, as revision 2', async () => {
    const study = await completed();
    const late = await receive(study);
    expect(await stateOf(study)).toEqual({ state: 'receiving', revision: 2 });
    const [row] = await context.dataSource.query<{ study_revision: number }[]>(
      'select study_revision from instance where sop_instance_uid = $1',
      [late],
    );
    expect(row?.study_revision).toBe(2);
    await receive(study);
    await arrivedBefore(study, QUIET_SECONDS + 1);
    expect(await stateOf(study)).toEqual({ state: 'complete', revision: 2 });
    expect(await events(study)).toEqual(['StudyCompleted 1', 'StudyReopened 2', 'StudyCompleted 2']);
  });

  it('is opened once by instances that come late at the same time', async () => {
    const study = await completed();
    await Promise.all([1, 2, 3].map(() => receive(study)));
    expect(await stateOf(study)).toEqual({ state: 'receiving', revision: 2 });
    expect(await events(study)).toEqual(['StudyCompleted 1', 'StudyReopened 2']);
  });

  it('stays complete when an instance comes again, is refused, or was made here', async () => {
    const study = await completed();
    const instance = newUid();
    const own = smallImage({ study, instance, series: newUid() });
    const origin = { door: 'own', source: 'firstread', actor: 'system:results', role: 'system' } as const;
    const stored = await context.app.get(InstanceArchive).store(own, parsePart10(own), origin);
    expect(stored.kind).toBe('stored');
    const ingest = context.app.get(IngestService);
    expect((await ingest.receive(own, provenance)).status).toBe('duplicate');
    const refused = smallImage({ study, patientId: 'PHANTOM-OTHER' });
    expect((await ingest.receive(refused, provenance)).status).toBe('refused');
    expect(await stateOf(study)).toEqual({ state: 'complete', revision: 1 });
    expect(await events(study)).toEqual(['StudyCompleted 1']);
  });
});
