import type { Study } from '@firstread/contract';
import { InstanceArchive } from '../src/archive/index.js';
import { headCtPhantom, parsePart10, type PhantomInstance } from '../src/dicom/index.js';
import type { Principal } from '../src/identity/index.js';
import { RunJob } from '../src/inference/jobs/run.job.js';
import { JobQueue } from '../src/platform/index.js';
import { EncodeJob } from '../src/results/jobs/encode.job.js';
import { StudyRemovalService, StudyService, WorklistService } from '../src/worklist/index.js';
import type { TestContext } from './context.js';
import { rejectionNote } from './rejection-note.js';
import { staleRows } from './stale-rows.js';
import { until } from './until.js';
import { startWorker } from './worker.js';

const MODEL = 'head-ct-hyperdensity';
const origin = { door: 'dimse', source: 'CT1', actor: 'peer:CT1', role: 'device' } as const;
const WITHDRAWN = {
  state: 'withdrawn',
  reason: 'Made from images that were rejected',
  findings: [],
  objects: [],
};

let context: TestContext;

beforeAll(async () => {
  context = await startWorker();
});
afterAll(() => context.close());

async function store(bytes: Uint8Array): Promise<void> {
  const outcome = await context.app.get(InstanceArchive).store(bytes, parsePart10(bytes), origin);
  expect(outcome.kind).toBe('stored');
}

const study = (uid: string): Promise<Study> => context.app.get(StudyService, { strict: false }).study(uid);
const row = (uid: string) => context.app.get(WorklistService, { strict: false }).item(uid);
const resultOf = (of: Study) => of.aiResults.find((result) => result.modelId === MODEL);

function lesionSlices(name: string): PhantomInstance[] {
  const acquired = { date: '20260105', time: '081500' };
  return [...headCtPhantom({ seed: name, name, acquired, lesion: true, slices: 18 })];
}

/** A head with a lesion, on the list, flagged, with its objects written. */
async function flagged(name: string): Promise<{ uid: string; slices: PhantomInstance[]; series: string }> {
  const slices = lesionSlices(name);
  for (const slice of slices) await store(slice.bytes);
  const [first] = slices as [PhantomInstance];
  const uid = first.StudyInstanceUID;
  await until(async () => resultOf(await study(uid))?.objects.length === 3);
  // The row follows by an event of its own.
  await until(async () => (await row(uid))?.band === 1);
  return { uid, slices, series: first.SeriesInstanceUID };
}

/** Rejects slices of the phantom of this name. */
function note(name: string, slices: readonly PhantomInstance[], instance?: string): Uint8Array {
  return rejectionNote({
    study: slices[0]?.StudyInstanceUID ?? '',
    rejects: slices.map((slice) => slice.SOPInstanceUID),
    patientId: `PHANTOM-${name}`,
    ...(instance ? { instance } : {}),
  });
}

describe('an AI result made from images that are rejected', () => {
  it('is withdrawn and hidden, the row falls back, and the model looks at what is left', async () => {
    const { uid, slices, series } = await flagged('SOME');
    const before = await study(uid);
    const objects = resultOf(before)?.objects ?? [];
    await store(note('SOME', slices.slice(0, 3)));

    await until(async () => resultOf(await study(uid))?.state !== 'flagged');
    await until(async () => (await row(uid))?.reasons.every((reason) => reason.kind !== 'ai') ?? false);
    const versions = (await row(uid))?.version ?? 0;
    expect(versions).toBeGreaterThan(before.worklistItem?.version ?? 0);

    await until(async () => ['flagged', 'notFlagged'].includes(resultOf(await study(uid))?.state ?? ''));
    const after = await study(uid);
    expect(after.revision).toBe(before.revision + 1);
    expect(resultOf(after)).toMatchObject({ studyRevision: after.revision, stale: false });
    expect(after.rejected).toEqual([{ code: '113001', meaning: 'Rejected for Quality Reasons', images: 3 }]);
    const input = after.series.find((one) => one.seriesInstanceUid === series);
    expect(input?.instanceCount).toBe(slices.length - 3);
    const shown = after.series.map((one) => one.seriesInstanceUid);
    for (const { seriesInstanceUid } of objects) expect(shown).not.toContain(seriesInstanceUid);
  });

  it('is said to be withdrawn where nothing is left, and the study leaves the list until it is restored', async () => {
    const { uid, slices } = await flagged('ALL');
    const { revision } = await study(uid);
    const place = await row(uid);
    const noteUid = `${uid}.9`;
    await store(note('ALL', slices, noteUid));
    await until(async () => (await row(uid)) === null);
    await until(async () => (await study(uid)).state === 'complete');
    await until(async () => (await plannedRevisions(uid)).includes(revision + 1));
    const left = await study(uid);
    expect(resultOf(left)).toMatchObject({ ...WITHDRAWN, stale: false });
    expect(left.series.filter((one) => one.hasImages)).toEqual([]);
    expect(left.worklistItem).toBeNull();

    await store(rejectionNote({ study: uid, rejects: [noteUid], patientId: 'PHANTOM-ALL' }));
    await until(async () => (await row(uid))?.band === 1);
    const restored = await study(uid);
    expect(restored.rejected).toEqual([]);
    expect(restored.worklistItem).toMatchObject({ reading: 'unread', readyAt: place?.readyAt });
    expect(resultOf(restored)).toMatchObject({ state: 'flagged', studyRevision: revision + 2 });
  });

  it('comes to nothing while it is being made', async () => {
    const slices = lesionSlices('RUNNING');
    for (const slice of slices) await store(slice.bytes);
    const uid = slices[0]?.StudyInstanceUID ?? '';
    await until(async () => ['pending', 'running'].includes(resultOf(await study(uid))?.state ?? ''));
    await store(note('RUNNING', slices));
    await until(async () => (await plannedRevisions(uid)).includes(2));
    await until(async () => resultOf(await study(uid))?.state === 'withdrawn');
    const objects = await context.dataSource.query<unknown[]>(
      `select 1 from instance join study on study.id = instance.study_id
        where study_instance_uid = $1 and instance.door = 'own' and not rejected`,
      [uid],
    );
    expect(objects).toEqual([]);
    await until(async () => (await row(uid)) === null);
  });
});

describe('a study that is deleted while a model runs on it', () => {
  it('ends the run without an error, and leaves no row', async () => {
    const failures: string[] = [];
    for (const job of [RunJob, EncodeJob]) {
      context.app.get<RunJob | EncodeJob>(job, { strict: false }).worker.on('failed', (_, error) => {
        failures.push(error.message);
      });
    }
    const slices = lesionSlices('DELETED');
    for (const slice of slices) await store(slice.bytes);
    const uid = slices[0]?.StudyInstanceUID ?? '';
    await until(async () => resultOf(await study(uid))?.state === 'running');
    const administrator: Principal = {
      kind: 'person',
      id: '00000000-0000-4000-8000-000000000002',
      displayName: 'Administrator',
      email: 'administrator@spec.local',
      role: 'administrator',
    };
    const removal = context.app.get(StudyRemovalService, { strict: false });
    await removal.delete(uid, { reason: 'sent by mistake' }, administrator);
    const queue = context.app.get(JobQueue);
    await until(async () => Object.values(await queue.counts('inference')).every((count) => count === 0));
    await until(
      async () => (await context.dataSource.query<unknown[]>('select from object_removal')).length === 0,
    );
    expect(failures).toEqual([]);
    expect(await plannedRevisions(uid)).toEqual([]);
  });
});

it('leaves rows that show what is there now', async () => {
  // An announced step of a study may still be on its way to its row.
  await until(async () => (await staleRows(context)).length === 0);
  expect(await context.dataSource.query('select from worklist_item where shown is null')).toEqual([]);
});

async function plannedRevisions(uid: string): Promise<number[]> {
  const rows = await context.dataSource.query<{ revision: number }[]>(
    'select distinct study_revision as revision from inference_run where study_uid = $1',
    [uid],
  );
  return rows.map((one) => one.revision);
}
