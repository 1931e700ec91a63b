import type { ChangePage, Problem, Rejections, Study, WorklistChanged } from '@firstread/contract';
import { io } from 'socket.io-client';
import { insertStudy } from './studies.js';
import { newUid, smallImage } from './dicom.js';
import { rejectionNote } from './rejection-note.js';
import { startTestApp, type Sender, type TestApp } from './test-app.js';
import { until } from './until.js';
import { Prioritiser } from '../src/worklist/prioritiser.js';
import { WorklistService } from '../src/worklist/index.js';

const BOUNDARY = 'spec-boundary';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

function stow(bytes: Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
  const head = `--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`;
  return app.request('/dicomweb/studies', 'device', {
    method: 'POST',
    headers: {
      'content-type': `multipart/related; type="application/dicom"; boundary=${BOUNDARY}`,
      ...headers,
    },
    body: new Blob([head, Buffer.from(bytes), `\r\n--${BOUNDARY}--\r\n`]),
  });
}

async function json<T>(path: string, sender: Sender, init: RequestInit = {}): Promise<T> {
  return (await (await app.request(path, sender, init)).json()) as T;
}

const study = (uid: string) => json<Study & Problem>(`/api/v1/studies/${uid}`, 'radiologist');

function remove(uid: string, reason: unknown, sender: Sender = 'administrator'): Promise<Response> {
  return app.request(`/api/v1/studies/${uid}`, sender, {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason }),
  });
}

async function listed(): Promise<{ id: string; uid: string; version: number }> {
  const made = await insertStudy(app.dataSource);
  const prioritiser = app.app.get(Prioritiser, { strict: false });
  await app.dataSource.transaction((manager) => prioritiser.admit(manager, made.id));
  const item = await app.app.get(WorklistService, { strict: false }).item(made.uid);
  return { ...made, version: item?.version ?? 0 };
}

describe('an administrator who deletes a study', () => {
  it('leaves no row of it, an audit line with the reason, and a page that says so', async () => {
    const { uid, version } = await listed();
    const response = await remove(uid, 'sent by mistake');
    expect(response.status).toBe(204);
    const tables = await app.dataSource.query<unknown[]>(
      `select 1 from study where study_instance_uid = $1
       union all select 1 from worklist_item where study_uid = $1
       union all select 1 from instance where sop_instance_uid = $2`,
      [uid, `${uid}.1.1`],
    );
    expect(tables).toEqual([]);
    const lines = await app.dataSource.query<unknown[]>(
      `select detail, role from audit_event where action = 'study.delete' and outcome = 'success' and study_uid = $1`,
      [uid],
    );
    expect(lines).toEqual([{ detail: 'sent by mistake', role: 'administrator' }]);
    const events = await app.dataSource.query<unknown[]>(
      `select name, (payload ->> 'version')::int as version from event where study_uid = $1 order by id desc limit 2`,
      [uid],
    );
    expect(events).toEqual([
      { name: 'WorklistItemChanged', version: version + 1 },
      { name: 'StudyDeleted', version: null },
    ]);
    const gone = await study(uid);
    expect(gone).toMatchObject({ status: 404, code: 'STUDY_DELETED' });
    expect(gone.detail).toContain('role administrator');
  });

  it('takes its row from every open worklist', async () => {
    const { uid, version } = await listed();
    const socket = io(app.url, {
      extraHeaders: { authorization: `Bearer ${app.tokens.radiologist}` },
      transports: ['websocket'],
      forceNew: true,
    });
    try {
      const changes: WorklistChanged['changes'] = [];
      socket.on('worklist.changed', (message: WorklistChanged) => changes.push(...message.changes));
      expect(await socket.emitWithAck('worklist.follow')).toEqual({ ok: true });
      await remove(uid, 'sent by mistake');
      // A change from before the removal, read after it, has no row to show either.
      await until(() => changes.some((one) => one.studyInstanceUid === uid && one.version === version + 1));
      expect(changes.at(-1)).toEqual({ studyInstanceUid: uid, version: version + 1, item: null });
    } finally {
      socket.close();
    }
  });

  it('must say why, in 3 to 500 characters', async () => {
    const { uid } = await listed();
    for (const reason of [undefined, '', ' a ', 'x'.repeat(501)]) {
      expect((await remove(uid, reason)).status).toBe(400);
    }
    expect((await study(uid)).studyInstanceUid).toBe(uid);
  });

  it('is told where there is no such study', async () => {
    expect((await remove(newUid(), 'not there')).status).toBe(404);
  });
});

describe('a study that comes again after its deletion', () => {
  it('has a row whose version goes on, so that open pages take it', async () => {
    const { uid, version } = await listed();
    await remove(uid, 'sent by mistake');
    expect((await stow(smallImage({ study: uid }))).status).toBe(200);
    await app.dataSource.query(
      `update study set state = 'complete', completed_at = now() where study_instance_uid = $1`,
      [uid],
    );
    const [row] = await app.dataSource.query<{ id: string }[]>(
      'select id from study where study_instance_uid = $1',
      [uid],
    );
    const prioritiser = app.app.get(Prioritiser, { strict: false });
    await app.dataSource.transaction((manager) => prioritiser.admit(manager, row?.id ?? ''));
    expect((await study(uid)).worklistItem?.version).toBe(version + 2);
  });
});

describe('rejected images', () => {
  it('are found and retrieved by nobody; an administrator sees what was rejected and why', async () => {
    const uid = newUid();
    for (const n of [1, 2]) await stow(smallImage({ study: uid, instance: `${uid}.1.${n}` }));
    expect((await stow(rejectionNote({ study: uid, rejects: [`${uid}.1.1`], code: '113037' }))).status).toBe(
      200,
    );
    const found = await json<unknown[]>(`/dicomweb/studies/${uid}/series/${uid}.1/instances`, 'radiologist');
    expect(found).toHaveLength(1);
    const instances = `/dicomweb/studies/${uid}/series/${uid}.1/instances`;
    const accept = { headers: { accept: 'application/dicom' } };
    expect((await app.request(`${instances}/${uid}.1.1`, 'radiologist', accept)).status).toBe(404);
    expect((await app.request(`${instances}/${uid}.1.2`, 'radiologist', accept)).status).toBe(200);
    expect((await study(uid)).rejected).toMatchObject([{ code: '113037', images: 1 }]);
    const { rejections } = await json<Rejections>(`/api/v1/studies/${uid}/rejections`, 'administrator');
    expect(rejections).toMatchObject([{ sopInstanceUid: `${uid}.1.1`, code: '113037', stands: true }]);
  });

  it('that were the whole series or study leave neither to be found', async () => {
    const uid = newUid();
    await stow(smallImage({ study: uid, instance: `${uid}.1.1` }));
    const note = rejectionNote({ study: uid, rejects: [`${uid}.1.1`], instance: `${uid}.9` });
    await stow(note);
    const series = await json<Record<string, { Value: unknown[] }>[]>(
      `/dicomweb/studies/${uid}/series`,
      'radiologist',
    );
    expect(series.map((one) => one['00080060']?.Value)).toEqual([['KO']]);
    const [found] = await json<Record<string, { Value: unknown[] }>[]>(
      `/dicomweb/studies?StudyInstanceUID=${uid}`,
      'radiologist',
    );
    expect(found?.['00201208']?.Value).toEqual([1]);
    expect(found?.['00080061']?.Value).toEqual(['KO']);
  });
});

describe('the door of the importer', () => {
  it('takes a study as a prior or a reading, as it says', async () => {
    const uid = newUid();
    await stow(smallImage({ study: uid }), { 'firstread-intake': 'prior' });
    expect(await study(uid)).toMatchObject({ intake: 'prior' });
    const turned = await json<Study>(`/api/v1/studies/${uid}/reading`, 'departmentHead', { method: 'POST' });
    expect(turned.intake).toBe('reading');
  });

  it('refuses another word, and stores nothing', async () => {
    const uid = newUid();
    const response = await stow(smallImage({ study: uid }), { 'firstread-intake': 'maybe' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'INVALID_INTAKE' });
    expect(await study(uid)).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the change feed over HTTP', () => {
  it('refuses a place that is none', async () => {
    for (const query of ['since=-1', 'since=x', 'wait=31', 'limit=0']) {
      expect((await app.request(`/api/v1/changes?${query}`, 'device')).status).toBe(400);
    }
  });

  it('answers where it stands', async () => {
    const page = await json<ChangePage>('/api/v1/changes?since=0', 'device');
    expect(page).toEqual({ changes: [], latest: 0, more: false });
  });
});
