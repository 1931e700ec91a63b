import type { Dashboard, DashboardList, Problem, Role, SaveDashboard } from '@firstread/contract';
import { startTestApp, type TestApp } from './test-app.js';

const PATH = '/api/v1/turnaround/dashboards';
const place = {
  stage: 'read',
  period: { days: 90 },
  groupBy: 'load',
  curvesBy: 'aiState',
  heat: 'n',
} as const;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

function send(
  method: string,
  path: string,
  body?: unknown,
  role: Role = 'departmentHead',
): Promise<Response> {
  return test.request(path, role, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
}
const save = async (input: SaveDashboard, role?: Role) =>
  (await (await send('POST', PATH, input, role)).json()) as Dashboard;
const names = async (role: Role) =>
  ((await (await send('GET', PATH, undefined, role)).json()) as DashboardList).dashboards.map(
    ({ name }) => name,
  );

describe('Dashboards', () => {
  it('are kept, own and shared, with what they show', async () => {
    const own = await save({ name: 'Nights', scope: 'own', place });
    await save({ name: 'Department', scope: 'shared', place });
    expect(await names('departmentHead')).toEqual(['Nights', 'Department']);
    expect(await names('administrator')).toEqual(['Department']);
    const { dashboards } = (await (await send('GET', PATH)).json()) as DashboardList;
    expect(dashboards[0]).toEqual({ id: own.id, name: 'Nights', scope: 'own', place });
  });

  it('are renamed, shared and deleted by who has them, and by nobody else', async () => {
    const { id } = await save({ name: 'Mine', scope: 'own', place });
    const renamed = { name: 'Ours', scope: 'own' as const, place };
    expect((await send('PUT', `${PATH}/${id}`, renamed, 'administrator')).status).toBe(404);
    expect((await send('DELETE', `${PATH}/${id}`, undefined, 'administrator')).status).toBe(404);
    expect((await send('PUT', `${PATH}/${id}`, { ...renamed, scope: 'shared' })).status).toBe(200);
    expect(await names('administrator')).toContain('Ours');
    expect((await send('DELETE', `${PATH}/${id}`, undefined, 'administrator')).status).toBe(204);
    expect(await names('departmentHead')).not.toContain('Ours');
  });

  it('have names of their own', async () => {
    await save({ name: 'Once', scope: 'own', place });
    const again = await send('POST', PATH, { name: 'once', scope: 'own', place });
    expect([again.status, ((await again.json()) as Problem).code]).toEqual([409, 'DASHBOARD_NAME_TAKEN']);
  });

  it('show nothing that is no page, and are not for radiologists', async () => {
    const wrong = { ...place, stage: 'nonsense' };
    expect((await send('POST', PATH, { name: 'Wrong', scope: 'own', place: wrong })).status).toBe(400);
    expect((await send('GET', PATH, undefined, 'radiologist')).status).toBe(403);
    expect((await send('POST', PATH, { name: 'No', scope: 'own', place }, 'radiologist')).status).toBe(403);
  });

  it('leave a line in the audit trail for each change, without their names', async () => {
    const lines = await test.dataSource.query<{ detail: string }[]>(
      `select detail from audit_event where action = 'dashboard.write' and outcome = 'success' order by id`,
    );
    expect(lines.map(({ detail }) => detail.replace(/^\S+ /, ''))).toEqual([
      'made, own',
      'made, shared',
      'made, own',
      'changed, shared',
      'deleted',
      'made, own',
    ]);
  });
});
