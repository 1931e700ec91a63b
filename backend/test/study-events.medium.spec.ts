import type { CriticalChanged, CriticalResult, StudyAhead, StudyEventPage } from '@firstread/contract';
import { io } from 'socket.io-client';
import { Prioritiser } from '../src/worklist/prioritiser.js';
import { accountOf, api, attempt, call, marked, receipt, useCriticalApi } from './critical-api.js';
import { newUid, smallImage } from './dicom.js';
import { until } from './until.js';

useCriticalApi();

const BOUNDARY = 'spec-boundary';

async function stored(study: string, slices: number): Promise<void> {
  for (let n = 0; n < slices; n += 1) {
    const head = `--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`;
    const image = smallImage({ study, series: `${study}.1`, patientName: 'SECRETNAME^SPEC' });
    const { status } = await api.test.request('/dicomweb/studies', 'device', {
      method: 'POST',
      headers: { 'content-type': `multipart/related; type="application/dicom"; boundary=${BOUNDARY}` },
      body: new Blob([head, Buffer.from(image), `\r\n--${BOUNDARY}--\r\n`]),
    });
    if (status !== 200) throw new Error(`STOW gave ${status}`);
  }
}

async function listed(uid: string): Promise<void> {
  const { dataSource } = api.test;
  await dataSource.query(
    `update study set state = 'complete', completed_at = now() where study_instance_uid = $1`,
    [uid],
  );
  const [row] = await dataSource.query<[{ id: string }]>(
    'select id from study where study_instance_uid = $1',
    [uid],
  );
  const prioritiser = api.test.app.get(Prioritiser, { strict: false });
  await dataSource.transaction((manager) => prioritiser.admit(manager, row.id));
}

const events = (uid: string, query = '') =>
  call<StudyEventPage>('GET', `studies/${uid}/events?${query}`, { role: 'departmentHead' });

describe('the events of a study', () => {
  it('tell the whole case from arrival to receipt, with who and when, also after its deletion', async () => {
    const uid = newUid();
    await stored(uid, 3);
    await listed(uid);
    const result = await marked(uid);
    await call('POST', `critical/${result.id}/attempts`, { body: attempt() });
    await call<CriticalResult>('POST', `critical/${result.id}/acknowledgement`, { body: receipt() });
    const { body } = await events(uid);
    const names = body.events.map(({ name }) => name);
    expect(names.filter((name) => name === 'InstanceStored')).toHaveLength(1);
    expect([names[0], names.includes('WorklistItemChanged')]).toEqual(['InstanceStored', true]);
    const ofResult = body.events.filter(({ name }) => name.startsWith('Critical'));
    expect(ofResult.map(({ name }) => name)).toEqual([
      'CriticalIdentified',
      'CriticalCommunicationAttempted',
      'CriticalAcknowledged',
      'CriticalClosed',
    ]);
    // Its row says how many are open.
    expect(names.at(-1)).toBe('WorklistItemChanged');
    const { name: by } = await accountOf('radiologist');
    expect(ofResult.at(-1)).toMatchObject({ by, ids: { criticalId: result.id } });
    const times = body.events.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
    expect(JSON.stringify(body)).not.toMatch(/SECRETNAME|Tension|Ward/);

    const reason = { reason: 'sent by mistake' };
    const removed = await api.test.request(`/api/v1/studies/${uid}`, 'administrator', {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(reason),
    });
    expect(removed.status).toBe(204);
    const after = (await events(uid)).body.events.map(({ name }) => name);
    expect(after.slice(0, names.length)).toEqual(names);
    expect(after).toContain('StudyDeleted');
    expect((await call<CriticalResult>('GET', `critical/${result.id}`)).body).toMatchObject({
      state: 'closed',
      patient: null,
      receipt: { receiver: 'Ward physician' },
    });
  });

  it('say that it was opened once it was, and not when its images were fetched ahead', async () => {
    const uid = newUid();
    await stored(uid, 1);
    await listed(uid);
    const opened = async (): Promise<number> =>
      (await events(uid)).body.events.filter(({ name }) => name === 'StudyFirstOpened').length;
    const { status, body } = await call<StudyAhead>('GET', `studies/${uid}/ahead`);
    expect([status, Object.keys(body).toSorted()]).toEqual([
      200,
      ['aiResults', 'series', 'studyInstanceUid'],
    ]);
    expect([body.series.map(({ instanceCount }) => instanceCount), await opened()]).toEqual([[1], 0]);
    expect((await call('GET', `studies/${uid}`)).status).toBe(200);
    expect(await opened()).toBe(1);
    expect((await call('GET', 'studies/1.2.3/ahead')).status).toBe(404);
  });

  it('come page by page, and say what something became and never the token of a claim', async () => {
    const uid = newUid();
    await stored(uid, 1);
    await listed(uid);
    await call('PUT', `worklist/${uid}/claim`, { body: {} });
    const all = (await events(uid)).body;
    expect(all.events.map(({ name }) => name)).toContain('StudyClaimed');
    const pages = [];
    let after: string | null = '0';
    while (after !== null) {
      const { body }: { body: StudyEventPage } = await events(uid, `limit=1&after=${after}`);
      pages.push(...body.events);
      after = body.next;
    }
    expect(pages).toEqual(all.events);
    expect(JSON.stringify(all)).not.toContain('token');
    const { id } = await marked(uid);
    await call('POST', `critical/${id}/withdrawal`, { body: { reason: null, expectedVersion: 1 } });
    const last = (await events(uid)).body.events.findLast(({ name }) => name.startsWith('Critical'));
    expect(last).toMatchObject({ name: 'CriticalWithdrawn', became: null });
    expect((await events(uid, 'after=x')).body.code).toBe('INVALID_CURSOR');
    expect((await events('1.2.3')).status).toBe(404);
  });
});

describe('open pages', () => {
  it('hear of every step of a critical result, by its id alone', async () => {
    const uid = newUid();
    await stored(uid, 1);
    const socket = io(api.test.url, {
      extraHeaders: { authorization: `Bearer ${api.test.tokens.radiologist}` },
      transports: ['websocket'],
      forceNew: true,
    });
    try {
      const heard: CriticalChanged[] = [];
      socket.on('critical.changed', (message: CriticalChanged) => heard.push(message));
      expect(await socket.emitWithAck('worklist.follow')).toEqual({ ok: true });
      const { id } = await marked(uid);
      // Those of the tests before may come with it, in one message.
      const of = (): CriticalChanged[] => heard.filter(({ criticalIds }) => criticalIds.includes(id));
      await until(() => of().length === 1);
      await call('POST', `critical/${id}/acknowledgement`, { body: receipt() });
      await until(() => of().length >= 2);
      for (const message of heard) expect(Object.keys(message)).toEqual(['criticalIds']);
    } finally {
      socket.close();
    }
  });
});
