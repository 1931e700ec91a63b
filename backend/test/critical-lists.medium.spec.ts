import type {
  Callees,
  ContactList,
  CriticalCatalogue,
  CriticalReport,
  CriticalResult,
  CriticalSettings,
} from '@firstread/contract';
import { randomUUID } from 'node:crypto';
import { Clock } from '../src/platform/index.js';
import {
  api,
  attempt,
  call,
  marked,
  marking,
  minutesAgo,
  page,
  receipt,
  study,
  useCriticalApi,
} from './critical-api.js';

useCriticalApi();
beforeEach(async () => {
  await api.test.dataSource.query('truncate critical_result, critical_attempt, critical_hand_over');
});

const acknowledge = (id: string, more = {}) =>
  call<CriticalResult>('POST', `critical/${id}/acknowledgement`, { body: receipt(more) });

describe('the board', () => {
  it('has open ones by due time and done ones the latest first, page by page, with counts', async () => {
    const [one, other] = [(await study()).uid, (await study()).uid];
    const yellow = await marked(one, { findingCode: 'new-mass', level: 'yellow' });
    const overdue = await marked(other, { identifiedAt: minutesAgo(90) });
    const red = await marked(one);
    const unread = await marked(other, { findingCode: 'free-air' });
    await acknowledge(unread.id, { readBack: false });
    const first = await page('limit=3');
    expect(first.results.map(({ id }) => id)).toEqual([overdue.id, ...[red.id, unread.id]]);
    expect([first.open, first.overdue]).toEqual([4, 1]);
    const second = await page(`limit=3&after=${first.next}`);
    expect([second.results.map(({ id }) => id), second.next]).toEqual([[yellow.id], null]);
    await acknowledge(red.id);
    api.ahead = 1000;
    await acknowledge(overdue.id);
    const done = await page('show=done&limit=1');
    expect(done.results.map(({ id }) => id)).toEqual([overdue.id]);
    expect((await page(`show=done&limit=1&after=${done.next}`)).results[0]?.id).toBe(red.id);
    expect((await page(`studyUid=${one}`)).results.map(({ id }) => id)).toEqual([yellow.id]);
    expect(await page()).toMatchObject({ open: 2, overdue: 0 });
  });

  it('keeps a result without its patient when the study is deleted', async () => {
    const { id: studyId, uid } = await study();
    const { id } = await marked(uid);
    await call('POST', `critical/${id}/attempts`, { body: attempt() });
    await api.test.dataSource.query('delete from study where id = $1', [studyId]);
    expect((await page()).results).toMatchObject([
      { id, studyInstanceUid: uid, patient: null, modalities: [] },
    ]);
    expect((await acknowledge(id)).body).toMatchObject({ state: 'closed', patient: null });
    expect((await call('GET', `studies/${uid}/callees`)).status).toBe(404);
  });

  it('shows the same result whoever asks, and 404 for one there is not', async () => {
    const result = await marked((await study()).uid);
    const { body } = await call<CriticalResult>('GET', `critical/${result.id}`, { role: 'departmentHead' });
    expect(body).toEqual(result);
    expect((await call('GET', `critical/${randomUUID()}`)).status).toBe(404);
  });
});

describe('whom to call', () => {
  const contact = (name: string, more = {}) => ({ id: randomUUID(), name, role: 'ward', ...more });

  async function save(contacts: object[], expectedVersion: number) {
    return call<ContactList>('PUT', 'contacts', {
      body: { contacts, expectedVersion },
      role: 'departmentHead',
    });
  }

  it('is the referrer of the order, then contacts of where the patient is', async () => {
    const { uid } = await study();
    await api.test.dataSource.query(
      `insert into imaging_order (accession_number, patient_id, patient_name, requested_procedure_id, modality,
         scheduled_at, step_id, priority, study_instance_uid, status, patient_location, referring_physician)
       values ($1, 'PHANTOM-ROW', 'PHANTOM^ROW', 'P', 'CT', '2026-01-05T08:00:00', 'S', 'stat', $2, 'completed',
         'Ward 3', 'Referrer^Some')`,
      [uid.slice(-16), uid],
    );
    const contacts = [
      contact('Emergency desk', { role: 'emergency', location: 'Emergency', phone: '100' }),
      contact('Ward 3 desk', { location: 'ward 3', phone: '300', email: '' }),
      contact('Referrer, Some', { role: 'referrer', phone: '200' }),
    ];
    const saved = await save(contacts, 0);
    expect(saved).toMatchObject({ status: 200, body: { version: 1 } });
    expect(saved.body.contacts[1]).toMatchObject({ location: 'ward 3', email: null });
    const { body } = await call<Callees>('GET', `studies/${uid}/callees`);
    expect(body).toEqual({
      referrer: { name: 'Referrer, Some', role: 'referrer', phone: '200', email: null },
      location: 'Ward 3',
      contacts: [
        { name: 'Ward 3 desk', role: 'ward', phone: '300', email: null },
        { name: 'Emergency desk', role: 'emergency', phone: '100', email: null },
        { name: 'Referrer, Some', role: 'referrer', phone: '200', email: null },
      ],
    });
    const unordered = (await call<Callees>('GET', `studies/${(await study()).uid}/callees`)).body;
    expect(unordered).toMatchObject({ referrer: null, location: null });
    expect(unordered.contacts.map(({ name }) => name)).toEqual(contacts.map(({ name }) => name));
  });

  it('is changed by one of two at once, never by readers, and every change is in the trail', async () => {
    const { body: before } = await call<ContactList>('GET', 'contacts');
    const asked = [
      save([contact('One desk')], before.version),
      save([contact('Other desk')], before.version),
    ];
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const twice = contact('Twice');
    expect((await save([twice, twice], before.version + 1)).status).toBe(400);
    expect((await call('PUT', 'contacts', { body: { contacts: [], expectedVersion: 9 } })).status).toBe(403);
    const lines = await api.test.dataSource.query<{ detail: string }[]>(
      `select detail from audit_event where action = 'contact.write' and outcome = 'success' order by id`,
    );
    expect(lines.at(-1)?.detail).toBe(`version ${before.version + 1}: 1 contacts`);
  });
});

describe('the settings', () => {
  const change = (body: object, role: 'departmentHead' | 'radiologist' = 'departmentHead') =>
    call<CriticalSettings>('PUT', 'critical/settings', { body, role });

  it('are versions: a time limit changes what is marked from then on, and nothing before', async () => {
    const { body: shipped } = await call<CriticalSettings>('GET', 'critical/settings', {
      role: 'departmentHead',
    });
    expect(shipped).toMatchObject({ version: 0, changed: null, webhookSecretSet: false });
    const { minutes, findings, steps } = shipped;
    const before = await marked((await study()).uid);
    const own = findings.map((one) => (one.code === 'tension-pneumothorax' ? { ...one, minutes: 15 } : one));
    const body = { minutes: { ...minutes, orange: 120 }, findings: own, steps, expectedVersion: 0 };
    const answers = await Promise.all([change(body), change(body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await change(body)).body.code).toBe('VERSION_CONFLICT');
    expect((await change(body, 'radiologist')).status).toBe(403);
    const limitOf = ({ dueAt, identifiedAt }: CriticalResult): number =>
      (Date.parse(dueAt) - Date.parse(identifiedAt)) / 60_000;
    const { uid } = await study();
    expect(limitOf(await marked(uid))).toBe(15);
    expect(limitOf(await marked(uid, { findingCode: 'abscess', level: 'orange' }))).toBe(120);
    const [kept] = (await page(`studyUid=${before.studyInstanceUid}`)).results;
    expect(kept && limitOf(kept)).toBe(60);
    const { body: catalogue } = await call<CriticalCatalogue>('GET', 'critical/catalogue');
    expect(catalogue).toEqual({ version: 1, minutes: body.minutes, findings: own });
    const webhook = {
      ...steps,
      head: { percent: 150, targets: [{ kind: 'webhook', url: 'http://h.local/' }] },
    };
    expect((await change({ ...body, steps: webhook, expectedVersion: 1 })).body.code).toBe(
      'WEBHOOK_SECRET_MISSING',
    );
    const unordered = { ...steps, head: { percent: 50, targets: [] } };
    expect((await change({ ...body, steps: unordered, expectedVersion: 1 })).status).toBe(400);
  });
});

describe('the report of a period', () => {
  const today = () => api.now().toISOString().slice(0, 10);
  const report = (from: string, to: string) =>
    call<CriticalReport>('GET', `critical/report?from=${from}&to=${to}`, { role: 'administrator' });

  it('has every result with its facts, in time, late, waiting or withdrawn', async () => {
    const { uid } = await study();
    const seen = minutesAgo(70);
    const late = await marked(uid, { identifiedAt: seen, finding: '=cmd|calc', findingCode: null });
    const inTime = await marked(uid, { findingCode: 'free-air', identifiedAt: seen });
    const gone = await marked(uid, { findingCode: 'torsion', identifiedAt: seen });
    await marked(uid, { findingCode: 'abscess', level: 'orange', identifiedAt: seen });
    await acknowledge(late.id, { note: 'Said "at once", wrote it down' });
    await acknowledge(inTime.id, { communicatedAt: minutesAgo(20), receiver: '@ward, night' });
    await call('POST', `critical/${gone.id}/withdrawal`, { body: { reason: null, expectedVersion: 1 } });
    const from = seen.slice(0, 10);
    const { body } = await report(from, today());
    expect(body).toMatchObject({ total: 4, inTime: 1, late: 1, waiting: 1, withdrawn: 1 });
    expect((await report('2020-01-01', '2020-12-31')).body).toMatchObject({ total: 0, results: [] });
    expect((await report(today(), '2020-01-01')).status).toBe(400);

    const csv = await api.test.request(
      `/api/v1/critical/report.csv?from=${from}&to=${today()}`,
      'administrator',
    );
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="critical-results-/);
    const text = Buffer.from(await csv.arrayBuffer()).toString();
    expect(text.startsWith('\ufeffResult,Study Instance UID')).toBe(true);
    expect(text.split('\r\n')).toHaveLength(6);
    for (const safe of [`,'=cmd|calc,`, `,"'@ward, night",`, `"Said ""at once"", wrote it down"`])
      expect(text).toContain(safe);
    const lines = await api.test.dataSource.query<{ detail: string }[]>(
      `select detail from audit_event where action = 'critical.report' and outcome = 'success' order by id`,
    );
    expect(lines.map(({ detail }) => detail)).toContain(`${from} to ${today()}: 4 results`);
  });

  it('counts days by the clock of the site', async () => {
    const night = '2026-03-01T23:30:00.000Z';
    api.test.app.get(Clock, { strict: false }).now = () => new Date('2026-03-02T00:10:00.000Z');
    try {
      const { uid } = await study();
      const { status } = await call('POST', `studies/${uid}/critical`, {
        body: marking({ identifiedAt: night }),
      });
      expect(status).toBe(201);
      expect((await report('2026-03-01', '2026-03-01')).body.total).toBe(1);
      await api.test.dataSource.query(`update site set time_zone = 'Europe/Berlin'`);
      expect((await report('2026-03-01', '2026-03-01')).body.total).toBe(0);
      expect((await report('2026-03-02', '2026-03-02')).body.total).toBe(1);
    } finally {
      api.test.app.get(Clock, { strict: false }).now = api.now;
      await api.test.dataSource.query(`update site set time_zone = 'UTC'`);
    }
  });
});
