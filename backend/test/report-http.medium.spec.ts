import type {
  Problem,
  Report,
  ReportAuthors,
  ReportMacros,
  ReportTemplate,
  ReportTemplates,
  Role,
  StudyReport,
} from '@firstread/contract';
import { randomUUID } from 'node:crypto';
import { PASSWORD } from './demo-site.js';
import { listStudy } from './listed.js';
import { startTestApp, type TestApp } from './test-app.js';

let test: TestApp;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  test = await startTestApp({ REPORT_SIGN_REAUTH: 'true' });
  for (const role of ['radiologist', 'departmentHead'] as const) cookies.set(role, await test.signIn(role));
});
afterAll(() => test.close());

interface Answer<T> {
  status: number;
  body: T & Partial<Problem>;
}

async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  role: Role = 'radiologist',
): Promise<Answer<T>> {
  const response = await test.request(`/api/v1/${path}`, 'none', {
    method,
    headers: { cookie: cookies.get(role) ?? '', origin: test.url, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer<T>['body'] };
}

async function drafted(): Promise<{ uid: string; signing: object }> {
  const { uid } = await listStudy(test);
  const sections = [
    { id: 'findings', text: 'Normal.' },
    { id: 'impression', text: 'Normal.' },
  ];
  const begun = await call<Report>('POST', `studies/${uid}/report`, {
    templateId: null,
    sections,
    insertions: [],
    window: randomUUID(),
    sequence: 1,
  });
  expect([begun.status, begun.body.detail]).toEqual([200, undefined]);
  const { body: shown } = await call<{ patient: object }>('GET', `studies/${uid}`);
  const signing = {
    stage: 'final',
    expectedVersion: begun.body.draft?.version,
    studyInstanceUid: uid,
    patient: shown.patient,
    acknowledged: [],
  };
  return { uid, signing };
}

describe('signing where the password is asked once more', () => {
  it('is refused without it and with another, and done with it', async () => {
    const { uid, signing } = await drafted();
    expect((await call<StudyReport>('GET', `studies/${uid}/report`)).body.passwordToSign).toBe(true);
    const sign = (password?: string) =>
      call<Report>('POST', `studies/${uid}/report/signatures`, { ...signing, password });
    for (const wrong of [undefined, '', 'another password'])
      expect(await sign(wrong)).toMatchObject({ status: 422, body: { code: 'PASSWORD_REFUSED' } });
    expect((await call<StudyReport>('GET', `studies/${uid}/report`)).body.report?.stage).toBe('draft');
    const signed = await sign(PASSWORD);
    expect([signed.status, signed.body.stage]).toEqual([200, 'final']);
  });
});

describe('what reports are written with', () => {
  it('are templates with versions, of which none writes over another', async () => {
    const id = randomUUID();
    const template = {
      name: 'Spec template',
      modality: 'CT',
      bodyPart: null,
      sections: [{ id: 'findings', text: 'Nothing.' }],
      retired: false,
    };
    const put = (change: object, role: Role = 'departmentHead') =>
      call<ReportTemplate>('PUT', `reports/templates/${id}`, { ...template, ...change }, role);
    expect((await put({ expectedVersion: 0 }, 'radiologist')).status).toBe(403);
    expect(await put({ expectedVersion: 0 })).toMatchObject({ status: 200, body: { version: 1 } });
    expect((await put({ expectedVersion: 0, name: 'Over it' })).status).toBe(409);
    expect(await put({ expectedVersion: 1, retired: true })).toMatchObject({
      body: { version: 2, retired: true },
    });
    const { body } = await call<ReportTemplates>('GET', 'reports/templates', undefined, 'departmentHead');
    expect(body.templates.find((one) => one.id === id)).toMatchObject({ version: 2, retired: true });
  });

  it('are macros of oneself, and shared ones that only those who manage reports set', async () => {
    const [own, shared] = [randomUUID(), randomUUID()];
    const put = (id: string, macro: object, role?: Role) => call('PUT', `reports/macros/${id}`, macro, role);
    expect((await put(own, { name: 'mine', text: 'Mine.', shared: false })).status).toBe(200);
    expect((await put(shared, { name: 'all', text: 'All.', shared: true })).status).toBe(403);
    expect((await put(shared, { name: 'all', text: 'All.', shared: true }, 'departmentHead')).status).toBe(
      200,
    );
    const names = async (role?: Role) =>
      (await call<ReportMacros>('GET', 'reports/macros', undefined, role)).body.macros.map(
        ({ name }) => name,
      );
    expect(await names()).toEqual(expect.arrayContaining(['mine', 'all']));
    expect(await names('departmentHead')).not.toContain('mine');
    expect((await call('DELETE', `reports/macros/${own}`)).status).toBe(204);
    expect(await names()).not.toContain('mine');
  });

  it('are grades of readers, by which a resident signs as preliminary alone', async () => {
    const { body } = await call<ReportAuthors>('GET', 'reports/authors', undefined, 'departmentHead');
    const [reader] = body.readers;
    const grade = (to: string, role?: Role) =>
      call('PUT', `reports/authors/${reader?.id}/grade`, { grade: to }, role);
    expect((await grade('resident')).status).toBe(403);
    expect((await grade('resident', 'departmentHead')).status).toBeLessThan(300);
    const { uid, signing } = await drafted();
    const refused = await call('POST', `studies/${uid}/report/signatures`, {
      ...signing,
      password: PASSWORD,
    });
    expect(refused.status).toBe(403);
    expect((await call<StudyReport>('GET', `studies/${uid}/report`)).body.report?.maySign).toEqual([
      'preliminary',
    ]);
  });
});
