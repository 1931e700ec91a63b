import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  whatIfFormulaSchema,
  whatIfSimulationSchema,
  whatIfTodaySchema,
  type StartSimulation,
  type WhatIfScenario,
  type WhatIfSimulation,
} from '@firstread/contract';
import { EXAMPLE } from '../src/what-if/domain/example.js';
import { simulationThread } from '../src/what-if/simulations.js';
import { startTestApp, type Sender, type TestApp } from './test-app.js';
import { until } from './until.js';

const API = '/api/v1/what-if';
const sources = simulationThread.path;
let app: TestApp;

beforeAll(async () => {
  // A thread cannot run the sources.
  const backend = join(dirname(fileURLToPath(import.meta.url)), '..');
  simulationThread.path = join(backend, 'dist', 'what-if', 'simulation-thread.js');
  // Nothing of it needs the queue.
  app = await startTestApp();
});
afterAll(async () => {
  simulationThread.path = sources;
  await app.close();
});

const send = (method: string, path: string, body?: unknown, sender: Sender = 'departmentHead') =>
  app.request(`${API}${path}`, sender, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });

async function start(
  request: Partial<StartSimulation> = {},
  sender: Sender = 'departmentHead',
): Promise<WhatIfSimulation> {
  const response = await send('POST', '/simulations', { whatIf: small, today: null, ...request }, sender);
  expect(response.status).toBe(202);
  return whatIfSimulationSchema.parse(await response.json());
}

const read = async (id: string) =>
  whatIfSimulationSchema.parse(await (await send('GET', `/simulations/${id}`)).json());

async function ended(id: string): Promise<WhatIfSimulation> {
  await until(async () => (await read(id)).state !== 'running');
  return read(id);
}

const small: WhatIfScenario = { ...EXAMPLE, days: 3, warmUpDays: 1, replications: 3 };
const large: WhatIfScenario = { ...EXAMPLE, days: 60, replications: 60 };

describe('the formula', () => {
  it('answers at once', async () => {
    const response = await send('POST', '', EXAMPLE);
    const { closedForm } = whatIfFormulaSchema.parse(await response.json());
    if (!closedForm.known) throw new Error(closedForm.refusal.reason);
    const { withAiMinutes: after, withoutAiMinutes: before } = closedForm.value;
    expect(after.diseased).toBeLessThan(before.diseased ?? 0);
    expect(after.unflagged).toBeGreaterThan(before.unflagged ?? 0);
  });

  it('says why it does not', async () => {
    const response = await send('POST', '', { ...EXAMPLE, readers: 1 });
    expect(whatIfFormulaSchema.parse(await response.json()).closedForm).toMatchObject({
      known: false,
      refusal: { code: 'tooBusy' },
    });
  });

  it('refuses what is no scenario, naming the field', async () => {
    const response = await send('POST', '', { ...EXAMPLE, warmUpDays: 30 });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Nothing is left after the warm-up');
  });
});

describe('a simulation', () => {
  it('comes to an answer in a thread, today beside it', async () => {
    const { id, of } = await start({ today: { ...small, models: [] } });
    expect(of).toBe(6);
    const { state, done, whatIf, today } = await ended(id);
    expect({ state, done }).toEqual({ state: 'done', done: 6 });
    if (!whatIf?.known || !today?.known) throw new Error('No answer');
    expect(whatIf.value.withAi.groups.flagged?.studies).toBeGreaterThan(0);
    expect(today.value.withAi.groups.flagged).toBeUndefined();
    expect(today.value.withAi.groups.all?.studies).toBe(whatIf.value.withAi.groups.all?.studies);
  });

  it('can be cancelled, and is gone then', async () => {
    const { id } = await start({ whatIf: large });
    expect((await send('DELETE', `/simulations/${id}`)).status).toBe(204);
    const gone = await send('GET', `/simulations/${id}`);
    expect(gone.status).toBe(404);
    expect(await gone.json()).toMatchObject({ code: 'SIMULATION_GONE' });
  });

  it('is the only one of a person, and nobody else sees it', async () => {
    const first = await start({ whatIf: large });
    const second = await start({ whatIf: large });
    expect((await send('GET', `/simulations/${first.id}`)).status).toBe(404);
    expect((await send('GET', `/simulations/${second.id}`, undefined, 'administrator')).status).toBe(404);
    const others = await start({ whatIf: large }, 'administrator');
    expect((await send('DELETE', `/simulations/${others.id}`, undefined, 'administrator')).status).toBe(204);
    expect((await send('DELETE', `/simulations/${second.id}`)).status).toBe(204);
  });

  it('is refused where it is too large', async () => {
    const response = await send('POST', '/simulations', {
      whatIf: { ...EXAMPLE, days: 365, replications: 100 },
      today: null,
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'SIMULATION_TOO_LARGE' });
  });

  it('that never was is gone too', async () => {
    expect((await send('GET', `/simulations/${randomUUID()}`)).status).toBe(404);
  });
});

describe('today', () => {
  it('is an example with the reason where there is too little', async () => {
    const today = whatIfTodaySchema.parse(await (await send('GET', '/today')).json());
    expect(today).toMatchObject({ scenario: EXAMPLE, sources: [], refusal: { code: 'tooFewStudies' } });
  });

  it('is measured where there is enough', async () => {
    await app.dataSource.query(
      `with made as (
         insert into study (id, study_instance_uid, patient_id, patient_name, attributes, state)
         select gen_random_uuid(), '1.2.3.' || n, 'PHANTOM-ROW', 'PHANTOM^ROW', '{}', 'complete' from generate_series(1, 400) n
         returning id, study_instance_uid)
       insert into worklist_item (study_id, study_uid, order_class, order_source, band, rank_at, due_at, ready_at, overdue,
                                  reasons, policy_version, reading, version, changed_at, modalities, site, suspected)
       select id, study_instance_uid, case when row_number() over () % 10 = 0 then 'stat' else 'routine' end, 'default', 3,
              now(), now(), now() - (row_number() over ()) * interval '1 hour', false, '[]', 'test', 'unread', 1, now(),
              array['CT'], '', false from made`,
    );
    const { scenario, sources, refusal } = whatIfTodaySchema.parse(
      await (await send('GET', '/today')).json(),
    );
    expect(refusal).toBeNull();
    const [ct] = scenario.studyClasses;
    expect(ct).toMatchObject({ name: 'CT', statShare: 0.1 });
    const hours = ct?.arrivalsPerHour as number[];
    expect(hours.reduce((sum, one) => sum + one, 0) / 168).toBeCloseTo(1, 1);
    expect(sources).toContainEqual(expect.objectContaining({ value: 'arrivals', of: 'CT', measured: 400 }));
    expect(sources).toContainEqual(expect.objectContaining({ value: 'readers', measured: null }));
  });
});

it.each(['radiologist', 'aiVendor', 'none'] as const)('%s may not ask', async (sender) => {
  const response = await send('GET', '/today', undefined, sender);
  expect(response.status).toBe(sender === 'none' ? 401 : 403);
});
