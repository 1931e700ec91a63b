import type {
  AuditPage,
  Dashboard,
  ReportIssue,
  ReportIssuePage,
  ReportSchedule,
  Role,
  SaveSchedule,
} from '@firstread/contract';
import { Courier } from '../src/messages/index.js';
import { Clock } from '../src/platform/index.js';
import { wholeBefore } from '../src/turnaround-report/domain/due.js';
import { DueReports } from '../src/turnaround-report/due-reports.js';
import { TurnaroundReportWorkerModule } from '../src/turnaround-report/index.js';
import { siteTime } from '../src/turnaround/index.js';
import { logCourse } from '../src/turnaround/test/course.js';
import { followLog } from '../src/turnaround/test/following.js';
import { emailOf } from './demo-site.js';
import { textOfPdf } from './pdf-text.js';
import { startMailServer } from './receivers.js';
import { startTestApp, type TestApp } from './test-app.js';

const DAY_MS = 86_400_000;
const NOW = new Date();
const PERIOD = wholeBefore('week', siteTime(NOW, 'UTC').day);
const PATH = '/api/v1/turnaround/dashboards';
const place = {
  stage: 'acknowledgement',
  period: { days: 90 },
  groupBy: 'modality',
  curvesBy: 'aiState',
  heat: 'n',
};
const weekly: SaveSchedule = {
  rhythm: { every: 'week', weekday: 0 },
  hour: 0,
  recipients: ['head@spec.local', 'deputy@spec.local'],
  on: true,
};

let mail: Awaited<ReturnType<typeof startMailServer>>;
let test: TestApp;
let now = NOW;

async function start(settings: NodeJS.ProcessEnv): Promise<TestApp> {
  const started = await startTestApp(settings, [TurnaroundReportWorkerModule]);
  started.app.get(Clock, { strict: false }).now = () => now;
  await started.dataSource.query(`update site set time_zone = 'UTC'`);
  return started;
}

beforeAll(async () => {
  mail = await startMailServer();
  test = await start({
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    ALERT_FROM: 'firstread@spec.local',
    PUBLIC_URL: 'https://firstread.spec.local',
  });
  const noon = Date.parse(`${PERIOD.from}T12:00:00Z`);
  const at = (minutes: number) => new Date(noon + minutes * 60_000);
  for (let n = 1; n <= 12; n += 1)
    await logCourse(test.dataSource, at, `8.1.${n}`, { modality: 'CT', readyMinutes: n, waitMinutes: 20 });
  for (let n = 1; n <= 2; n += 1)
    await logCourse(test.dataSource, at, `8.2.${n}`, { modality: 'MR', readyMinutes: n, waitMinutes: 5 });
  await followLog(test);
});
afterAll(async () => {
  await test.close();
  await mail.close();
});
beforeEach(async () => {
  now = NOW;
  await test.dataSource.query('delete from message_delivery');
  mail.received.length = 0;
});

async function send<T>(
  method: string,
  path: string,
  body?: unknown,
  { app = test, role = 'departmentHead' }: { app?: TestApp; role?: Role } = {},
): Promise<{ status: number; body: T }> {
  const response = await app.request(path, role, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T };
}

async function dashboard(name: string, app = test): Promise<string> {
  return (await send<Dashboard>('POST', PATH, { name, scope: 'own', place }, { app })).body.id;
}

/** A schedule that was set before the last week ended. */
async function scheduled(name: string, input = weekly, app = test): Promise<string> {
  const id = await dashboard(name, app);
  now = new Date(NOW.getTime() - 8 * DAY_MS);
  expect((await send('PUT', `${PATH}/${id}/schedule`, input, { app })).status).toBe(200);
  now = NOW;
  return id;
}

const issuesOf = async (id: string, app = test) =>
  (await send<ReportIssuePage>('GET', `${PATH}/${id}/issues`, undefined, { app })).body.issues;
const work = (app = test) => app.app.get(DueReports, { strict: false }).issueAll();

async function deliver(): Promise<void> {
  while (await test.app.get(Courier, { strict: false }).deliverNext());
}

function enclosedPdf(message: string): Buffer {
  const [, name, base64] =
    /filename=(\S+)[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)\r\n--/.exec(
      message.slice(message.indexOf('application/pdf')),
    ) ?? [];
  expect(name).toBe(`turnaround-${PERIOD.from}-to-${PERIOD.to}.pdf`);
  return Buffer.from((base64 ?? '').replaceAll(/\s/g, ''), 'base64');
}

describe('A report of turnaround by e-mail', () => {
  it('reaches each recipient once, though several workers look several times', async () => {
    const id = await scheduled('Weekly');
    await Promise.all([work(), work()]);
    await work();
    await deliver();
    await work();
    await deliver();
    expect(mail.received.map((one) => /^To: (.*)$/m.exec(one)?.[1]?.trim()).sort()).toEqual([
      'deputy@spec.local',
      'head@spec.local',
    ]);
    const [issue, ...more] = await issuesOf(id);
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ kind: 'scheduled', ...PERIOD, recipients: 2, undelivered: 0 });
    const response = await test.request(`${PATH}/${id}/issues/${issue?.id}`, 'departmentHead');
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const pdf = Buffer.from(await response.arrayBuffer());
    for (const message of mail.received) expect(enclosedPdf(message).equals(pdf)).toBe(true);
  });

  it('says what was asked, and names no patient', async () => {
    const id = await scheduled('Words');
    await work();
    const [issue] = await issuesOf(id);
    const response = await test.request(`${PATH}/${id}/issues/${issue?.id}`, 'departmentHead');
    const text = textOfPdf(Buffer.from(await response.arrayBuffer()));
    for (const words of [
      'Turnaround: Words',
      `${PERIOD.from} to ${PERIOD.to}`,
      'Acknowledgement',
      'Report turnaround',
      'Critical closure',
      'by modality',
      'not a medical device',
      'docs/metrics.md',
      '20 min',
      '<5',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('8.1.1');
  });

  it('is not made for what was due before it was set, nor while it is off', async () => {
    const late = await dashboard('Late');
    const set = await send<ReportSchedule>('PUT', `${PATH}/${late}/schedule`, weekly);
    expect(set.body).toMatchObject({ schedule: weekly, mailServer: true, last: null });
    const off = await scheduled('Off', { ...weekly, on: false });
    await work();
    expect([await issuesOf(late), await issuesOf(off)]).toEqual([[], []]);
  });

  it('is not sent any more once its schedule is deleted', async () => {
    const id = await scheduled('Gone');
    await work();
    expect((await send('DELETE', `${PATH}/${id}/schedule`)).status).toBe(204);
    await deliver();
    expect(mail.received).toEqual([]);
    expect((await send('DELETE', `${PATH}/${id}/schedule`)).status).toBe(404);
    const { body } = await send<ReportSchedule>('GET', `${PATH}/${id}/schedule`);
    expect(body).toMatchObject({ schedule: null, nextAt: null, last: null });
  });

  it('goes as a test to who asks for it, and to nobody else', async () => {
    const cookie = await test.signIn('departmentHead');
    const as = (method: string, path: string, body?: unknown) =>
      fetch(`${test.url}${path}`, {
        method,
        headers: { cookie, origin: test.url, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const made = await as('POST', PATH, { name: 'Test', scope: 'own', place });
    const { id } = (await made.json()) as Dashboard;
    expect((await as('POST', `${PATH}/${id}/schedule/test`)).status).toBe(404);
    await as('PUT', `${PATH}/${id}/schedule`, weekly);
    const tested = await as('POST', `${PATH}/${id}/schedule/test`);
    expect(await tested.json()).toMatchObject({ kind: 'test', ...PERIOD, recipients: 1 });
    await deliver();
    expect(mail.received.map((one) => /^To: (.*)$/m.exec(one)?.[1]?.trim())).toEqual([
      emailOf('departmentHead'),
    ]);
  });

  it('is for nobody who does not have the dashboard', async () => {
    const id = await scheduled('Mine', { ...weekly, on: false });
    const as = (role: Role) => ({ role });
    expect((await send('GET', `${PATH}/${id}/schedule`, undefined, as('administrator'))).status).toBe(404);
    expect((await send('PUT', `${PATH}/${id}/schedule`, weekly, as('administrator'))).status).toBe(404);
    expect((await send('GET', `${PATH}/${id}/issues`, undefined, as('radiologist'))).status).toBe(403);
    const wrong = { ...weekly, recipients: ['a@spec.local', 'A@spec.local'] };
    expect((await send('PUT', `${PATH}/${id}/schedule`, wrong)).status).toBe(400);
  });

  it('stands in the audit trail, without addresses', async () => {
    const { body } = await send<AuditPage>('GET', '/api/v1/audit?limit=200', undefined, {
      role: 'administrator',
    });
    const details = body.entries
      .filter(({ action }) => action === 'dashboard.write')
      .map(({ detail }) => detail);
    expect(details).toContainEqual(expect.stringMatching(/by e-mail every week to 2, on$/));
    expect(details).toContainEqual(
      expect.stringMatching(`reported, scheduled, ${PERIOD.from} to ${PERIOD.to}, to 2$`),
    );
    expect(details.join()).not.toContain('@');
  });

  it('is made and kept where no mail server is set', async () => {
    const silent = await start({});
    try {
      const id = await scheduled('Kept', weekly, silent);
      await work(silent);
      expect(await issuesOf(id, silent)).toEqual([
        expect.objectContaining<Partial<ReportIssue>>({ kind: 'scheduled', recipients: 0, undelivered: 0 }),
      ]);
      const { body } = await send<ReportSchedule>('GET', `${PATH}/${id}/schedule`, undefined, {
        app: silent,
      });
      expect(body.mailServer).toBe(false);
      expect(await silent.dataSource.query('select * from message_delivery')).toEqual([]);
    } finally {
      await silent.close();
    }
  });
});
