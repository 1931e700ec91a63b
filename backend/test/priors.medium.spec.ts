import { InstanceArchive } from '../src/archive/index.js';
import { parsePart10 } from '../src/dicom/index.js';
import type { Principal } from '../src/identity/index.js';
import { StudyIntakeService, StudyService, WorklistService } from '../src/worklist/index.js';
import type { TestContext } from './context.js';
import { newUid, smallImage } from './dicom.js';
import { until } from './until.js';
import { startWorker } from './worker.js';

const origin = { door: 'stow', source: '127.0.0.1', actor: 'service:import', role: 'device' } as const;
const reader: Principal = {
  kind: 'person',
  id: '00000000-0000-4000-8000-000000000001',
  displayName: 'Reader',
  email: 'reader@spec.local',
  role: 'radiologist',
};

let context: TestContext;

beforeAll(async () => {
  context = await startWorker({ BACKFILL_AGE_DAYS: '30' });
});
afterAll(() => context.close());

interface Hint {
  intake?: 'prior' | 'reading';
  backfillAgeDays?: number | null;
}

async function store(study: string, hint: Hint = {}, date = '20100101'): Promise<void> {
  const bytes = smallImage({ study, date });
  const archive = context.app.get(InstanceArchive);
  expect((await archive.store(bytes, parsePart10(bytes), { ...origin, ...hint })).kind).toBe('stored');
}

const study = (uid: string) => context.app.get(StudyService, { strict: false }).study(uid);
const row = (uid: string) => context.app.get(WorklistService, { strict: false }).item(uid);
const makeReading = (uid: string) =>
  context.app.get(StudyIntakeService, { strict: false }).makeReading(uid, reader);

async function runs(uid: string): Promise<number> {
  const rows = await context.dataSource.query<unknown[]>('select 1 from inference_run where study_uid = $1', [
    uid,
  ]);
  return rows.length;
}

async function complete(uid: string, revision = 1): Promise<void> {
  await until(async () => {
    const found = await study(uid);
    return found.state === 'complete' && found.revision === revision;
  });
}

/** Once a study that came later is planned and listed, both consumers have passed everything before it. */
async function consumersPassed(): Promise<void> {
  const later = newUid();
  await store(later, { intake: 'reading' });
  await until(async () => (await runs(later)) > 0 && (await row(later)) !== null);
}

describe('an old study', () => {
  it('is archived as a prior, without models and without a row, also when images come late', async () => {
    const uid = newUid();
    await store(uid);
    await complete(uid);
    await store(uid, { intake: 'reading' });
    await complete(uid, 2);
    await consumersPassed();
    expect(await study(uid)).toMatchObject({ intake: 'prior', aiResults: [], worklistItem: null });
    expect(await runs(uid)).toBe(0);
  });

  it.each([
    ['stated to be read', { intake: 'reading' } as const],
    ['from a source that has no priors', { backfillAgeDays: null }],
    ['from a source whose priors are older', { backfillAgeDays: 100_000 }],
  ])('is a reading where it is %s', async (_, hint) => {
    const uid = newUid();
    await store(uid, hint);
    await until(async () => (await row(uid)) !== null);
    expect((await study(uid)).intake).toBe('reading');
  });

  it('is a prior where it is stated, however new', async () => {
    const uid = newUid();
    await store(uid, { intake: 'prior' }, '20990101');
    expect((await study(uid)).intake).toBe('prior');
  });
});

describe('a prior made a reading by hand', () => {
  it('is planned and listed from that moment, and the trail says who did it', async () => {
    const uid = newUid();
    await store(uid);
    await complete(uid);
    await context.dataSource.query(
      `update study set last_received_at = last_received_at - interval '1 day' where study_instance_uid = $1`,
      [uid],
    );
    // Clocks are set back at times.
    const before = Date.now() - 1000;
    await makeReading(uid);
    await until(async () => (await runs(uid)) > 0 && (await row(uid)) !== null);
    const item = await row(uid);
    expect(Date.parse(item?.readyAt ?? '')).toBeGreaterThanOrEqual(before);
    expect(item).toMatchObject({ reading: 'unread', overdue: false });
    const lines = await context.dataSource.query<unknown[]>(
      `select actor from audit_event where action = 'study.intoReading' and study_uid = $1`,
      [uid],
    );
    expect(lines).toEqual([{ actor: `person:${reader.id}` }]);
  });

  it('changes nothing the second time, and nothing in a study that is one already', async () => {
    const uid = newUid();
    await store(uid, { intake: 'reading' });
    await until(async () => (await row(uid)) !== null);
    await makeReading(uid);
    const events = await context.dataSource.query<unknown[]>(
      `select 1 from event where name = 'StudyMadeReading' and study_uid = $1`,
      [uid],
    );
    expect(events).toEqual([]);
  });

  it('while it is arriving is planned once, when it is complete', async () => {
    const uid = newUid();
    await store(uid);
    await makeReading(uid);
    await complete(uid);
    await until(async () => (await runs(uid)) > 0 && (await row(uid)) !== null);
    expect((await study(uid)).intake).toBe('reading');
  });

  it('is not there where no study is', async () => {
    await expect(makeReading(newUid())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
