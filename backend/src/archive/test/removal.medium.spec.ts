import { existsSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { startContext, type TestContext } from '../../../test/context.js';
import { newUid, smallImage } from '../../../test/dicom.js';
import { parsePart10 } from '../../dicom/index.js';
import { Clock, WakeUp } from '../../platform/index.js';
import { InstanceArchive } from '../writing/instance-archive.js';
import { ObjectStore } from '../objects/object-store.js';
import { instanceKey, quarantineKey, runMasksKey } from '../objects/keys.js';
import { ObjectRemover } from '../removal/object-remover.js';
import { OrphanSweep } from '../removal/orphan-sweep.js';
import { StudyRemoval } from '../removal/study-removal.js';

const origin = { door: 'dimse', source: 'CT1', actor: 'peer:CT1', role: 'device' } as const;
const DAY_MS = 24 * 3_600_000;

let context: TestContext;
let objects: ObjectStore;
let remover: ObjectRemover;

beforeAll(async () => {
  context = await startContext(() => []);
  objects = context.app.get(ObjectStore);
  remover = new ObjectRemover(context.dataSource, objects, context.app.get(WakeUp));
});
afterAll(() => context.close());

function store(bytes: Uint8Array) {
  return context.app.get(InstanceArchive).store(bytes, parsePart10(bytes), origin);
}

/** Stores a study of `count` images; the keys of their bytes. */
async function stored(study: string, count: number): Promise<string[]> {
  for (let n = 0; n < count; n += 1) await store(smallImage({ study }));
  const rows = await context.dataSource.query<{ id: string }[]>(
    'select instance.id from instance join study on study.id = study_id where study_instance_uid = $1',
    [study],
  );
  return rows.map((row) => instanceKey(row.id));
}

const file = (key: string) => join(context.config.dataFolder, 'objects', key);
const there = (keys: string[]) => keys.filter((key) => existsSync(file(key)));

function remove(study: string): Promise<string | undefined> {
  const removal = context.app.get(StudyRemoval);
  return context.dataSource.transaction((manager) => removal.remove(manager, study, 'administrator'));
}

describe('a deleted study', () => {
  it('loses its rows at once and its bytes after; others keep theirs', async () => {
    const [gone, other] = [newUid(), newUid()];
    const [keys, kept] = [await stored(gone, 3), await stored(other, 1)];
    expect(await remove(gone)).toBeDefined();
    expect(await context.dataSource.query('select from study where study_instance_uid = $1', [gone])).toEqual(
      [],
    );
    expect(there(keys)).toEqual(keys);
    expect(await remover.remove()).toBe(3);
    expect(there(keys)).toEqual([]);
    expect(there(kept)).toEqual(kept);
    expect(await remover.remove()).toBe(0);
  });

  it('keeps everything where the deletion is rolled back', async () => {
    const study = newUid();
    const keys = await stored(study, 1);
    const removal = context.app.get(StudyRemoval);
    const failing = context.dataSource.transaction(async (manager) => {
      await removal.remove(manager, study, 'administrator');
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await remover.remove()).toBe(0);
    expect(there(keys)).toEqual(keys);
  });

  it('has its bytes removed although the worker died in between', async () => {
    const study = newUid();
    const keys = await stored(study, 3);
    await remove(study);
    const broken = Object.assign(Object.create(objects) as ObjectStore, {
      delete: async (key: string) => {
        await objects.delete(key);
        if (key === keys[1]) throw new Error('killed');
      },
    });
    const dying = new ObjectRemover(context.dataSource, broken, context.app.get(WakeUp));
    await expect(dying.remove()).rejects.toThrow('killed');
    expect(await remover.remove()).toBe(3);
    expect(there(keys)).toEqual([]);
  });

  it('is new when it is sent again', async () => {
    const study = newUid();
    const image = smallImage({ study, instance: `${study}.1.1` });
    await store(image);
    await remove(study);
    expect((await store(image)).kind).toBe('stored');
    await remover.remove();
    const [row] = await context.dataSource.query<{ id: string; revision: number }[]>(
      `select instance.id, revision from instance join study on study.id = study_id where study_instance_uid = $1`,
      [study],
    );
    expect(row?.revision).toBe(1);
    expect(there([instanceKey(row?.id ?? '')])).toHaveLength(1);
  });

  it('ends in one way or the other when images arrive meanwhile', async () => {
    const study = newUid();
    await stored(study, 2);
    const arriving = Array.from({ length: 6 }, () => store(smallImage({ study })));
    await Promise.all([...arriving, remove(study)]);
    for (const outcome of await Promise.all(arriving)) expect(outcome.kind).toBe('stored');
    while ((await remover.remove()) > 0);
    const rows = await context.dataSource.query<{ id: string }[]>(
      'select instance.id from instance join study on study.id = study_id where study_instance_uid = $1',
      [study],
    );
    const keys = rows.map((row) => instanceKey(row.id));
    expect(there(keys)).toEqual(keys);
  });
});

describe('the sweep', () => {
  it('removes bytes without a row that are older than a day, and nothing else', async () => {
    const kept = await stored(newUid(), 1);
    const orphans = [instanceKey(randomUUID()), quarantineKey(randomUUID()), runMasksKey(randomUUID())];
    const young = instanceKey(randomUUID());
    const foreign = 'settings/kept.json';
    for (const key of [...orphans, young, foreign]) await objects.put(key, Buffer.from('bytes'));
    const old = new Date(Date.now() - DAY_MS - 60_000);
    for (const key of [...kept, ...orphans, foreign]) utimesSync(file(key), old, old);
    const sweep = new OrphanSweep(context.dataSource, objects, new Clock());
    expect(await sweep.sweep()).toBe(3);
    expect(there([...kept, ...orphans, young, foreign])).toEqual([...kept, young, foreign]);
    expect(await sweep.sweep()).toBe(0);
  });
});
