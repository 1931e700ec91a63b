import type { Action, Problem, Role } from '@firstread/contract';
import { Controller, Get, Module } from '@nestjs/common';
import { io, type Socket } from 'socket.io-client';
import { ApiModule } from '../src/apps/api.app.js';
import { Allow, mayDo, policy } from '../src/identity/index.js';
import { SOCKET_ACTION } from '../src/notifications/index.js';
import { testConfig } from './config.js';
import { classesOf, methodsOf, registeredRoutes, routesOf, type Route } from './routes.js';
import { roles, startTestApp, type Sender, type TestApp } from './test-app.js';

/** Read from the decorators, before anything is started: no connection is made. */
const described = testConfig('postgres://nowhere/none');
const root = ApiModule.with(described.config);
const routes = routesOf(root);
const events = classesOf(root, 'providers').flatMap((provider) =>
  methodsOf(provider)
    .filter(([, method]) => Reflect.getMetadata('websockets:message_mapping', method) === true)
    .map(([, method]) => ({
      event: Reflect.getMetadata('message', method) as string,
      action: Reflect.getMetadata(SOCKET_ACTION, method) as Action | undefined,
    })),
);
const senders: readonly (Role | 'none')[] = ['none', ...roles];

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(async () => {
  await test.close();
  described.removeData();
});

/** The path of a route with something in the place of every parameter. */
function address({ path }: Pick<Route, 'path'>): string {
  return path
    .replace(/:frames?\b/g, '1')
    .replace(/:\w+/g, '1.2.3')
    .replace(/\*\w+/g, 'some');
}

function expected(action: Action | 'public' | undefined, sender: Role | 'none'): 401 | 403 | 'through' {
  if (action === 'public') return 'through';
  if (sender === 'none') return 401;
  return action && mayDo(sender, action) ? 'through' : 403;
}

async function send(route: Route, sender: Sender): Promise<Response> {
  return test.request(address(route), sender, { method: route.method });
}

async function deniedLines(action: string, role: string): Promise<{ source: string; study_uid: string }[]> {
  return test.dataSource.query(
    `select source, study_uid from audit_event where outcome = 'denied' and action = $1 and role = $2 order by id`,
    [action, role],
  );
}

describe('the routes', () => {
  it('are found', () => {
    expect(routes.length).toBeGreaterThan(15);
  });

  it('are all that Express answers, but for the description of the API', () => {
    const described = routes.map(({ method, path }) => `${method} ${path}`);
    const others = registeredRoutes(test.app).filter((one) => !described.includes(one));
    expect(described.filter((one) => !registeredRoutes(test.app).includes(one))).toEqual([]);
    expect(others.filter((one) => !/^GET \/api\/(docs|openapi)/.test(one))).toEqual([]);
  });

  it.each(routes)('$method $path names its action', ({ action }) => {
    expect([...Object.keys(policy), 'public']).toContain(action);
  });

  it('are open to everybody only for health, login, the first set-up and the schemas that vendors need', () => {
    const open = routes
      .filter(({ action }) => action === 'public')
      .map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual([
      'GET /api/v1/schemas/:name',
      'GET /api/v1/setup',
      'GET /healthz',
      'GET /readyz',
      'POST /api/v1/session',
      'POST /api/v1/setup',
    ]);
  });
});

describe.each(routes)('$method $path', (route) => {
  it.each(senders)('by %s is answered as the policy says', async (sender) => {
    const response = await send(route, sender);
    const body = await response.text();
    const verdict = expected(route.action, sender);
    if (verdict === 'through') {
      expect([401, 403]).not.toContain(response.status);
      return;
    }
    expect(response.status).toBe(verdict);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = JSON.parse(body) as Problem;
    expect(problem).toMatchObject({
      status: verdict,
      code: verdict === 401 ? 'UNAUTHENTICATED' : 'FORBIDDEN',
      instance: address(route),
    });
  });

  it('does not know a made-up token', async () => {
    const response = await send(route, { token: 'made-up' });
    await response.text();
    if (route.action === 'public') expect(response.status).not.toBe(401);
    else expect(response.status).toBe(401);
  });
});

describe('refusals in the audit trail', () => {
  const refused = routes.flatMap((route) =>
    roles.filter((role) => expected(route.action, role) === 403).map((role) => ({ ...route, role })),
  );

  it.each(refused)('$method $path by $role leaves a line', async (route) => {
    const before = (await deniedLines(route.action as string, route.role)).length;
    await (await send(route, route.role)).text();
    const lines = await deniedLines(route.action as string, route.role);
    expect(lines).toHaveLength(before + 1);
    expect(lines.at(-1)?.source).toMatch(/127\.0\.0\.1$/);
    expect(lines.at(-1)?.study_uid).toBe(route.path.includes(':studyUid') ? '1.2.3' : null);
  });
});

describe('reads in the audit trail', () => {
  async function linesAfterPolls(path: string, action: string): Promise<{ all: number; added: number }> {
    const count = async (): Promise<number> => {
      const [row] = await test.dataSource.query<[{ lines: number }]>(
        `select count(*)::int as lines from audit_event where outcome = 'success' and action = $1`,
        [action],
      );
      return row.lines;
    };
    const before = await count();
    for (let poll = 0; poll < 5; poll += 1) {
      const response = await test.request(path, 'administrator');
      await response.text();
      expect(response.status).toBe(200);
    }
    const all = await count();
    return { all, added: all - before };
  }

  it('are one line for those of patients that are repeated at once', async () => {
    const { all, added } = await linesAfterPolls('/api/v1/worklist', 'worklist.read');
    expect(all).toBeGreaterThan(0);
    expect(added).toBeLessThan(3);
  });

  it.each(['deliveries', 'study-fetches', 'forward-rules'])('are none for %s', async (list) => {
    expect(await linesAfterPolls(`/api/v1/${list}`, 'routing.read')).toEqual({ all: 0, added: 0 });
  });
});

describe('what is no controller', () => {
  it('wants sign-in for every form of the description of the API', async () => {
    const described = routes.map(({ method, path }) => `${method} ${path}`);
    const others = registeredRoutes(test.app).filter((one) => !described.includes(one));
    const paths = ['/api/openapi.json', ...others.map((one) => one.replace(/^GET /, ''))];
    const open: string[] = [];
    for (const path of new Set(paths.map((one) => address({ path: one })))) {
      const response = await test.request(path, 'none');
      await response.text();
      if (response.status !== 401) open.push(`${path} gave ${response.status}`);
    }
    expect(open).toEqual([]);
  });

  it('gives the description of the API to who is signed in', async () => {
    const response = await test.request('/api/openapi.json', 'aiVendor');
    expect(response.status).toBe(200);
    expect(Object.keys(((await response.json()) as { paths: object }).paths)).toContain('/api/v1/worklist');
  });

  it.each(['/healthz', '/readyz'])('%s is open', async (path) => {
    const response = await test.request(path, 'none');
    await response.text();
    expect([401, 403, 404]).not.toContain(response.status);
  });
});

describe('a route that names no action', () => {
  @Controller('api/v1/planted')
  class PlantedController {
    @Get()
    forgotten(): string {
      return 'open';
    }

    @Get('named')
    @Allow('worklist.read')
    named(): string {
      return 'named';
    }
  }

  @Module({ controllers: [PlantedController] })
  class PlantedModule {}

  it('is found by the walk', () => {
    expect(routesOf(PlantedModule)).toEqual([
      expect.objectContaining({ method: 'GET', path: '/api/v1/planted', action: undefined }),
      expect.objectContaining({ method: 'GET', path: '/api/v1/planted/named', action: 'worklist.read' }),
    ]);
  });

  it('is closed to everybody by the guard of the application', async () => {
    const planted = await startTestApp({}, [PlantedModule]);
    try {
      for (const sender of senders) {
        const response = await planted.request('/api/v1/planted', sender);
        expect(response.status).toBe(403);
        expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
        expect(await response.text()).not.toContain('open');
      }
      const named = await planted.request('/api/v1/planted/named', 'radiologist');
      expect([named.status, await named.text()]).toEqual([200, 'named']);
    } finally {
      await planted.close();
    }
  });
});

describe('a session cookie', () => {
  it('is refused from a page of another origin, taken from ours', async () => {
    const cookie = await test.signIn('radiologist');
    const change = (origin: string) =>
      test.request('/api/v1/worklist/1.2.3/reading', 'none', {
        method: 'PUT',
        headers: { cookie, origin, 'content-type': 'application/json' },
        body: JSON.stringify({ reading: 'read', expectedVersion: 1 }),
      });
    const foreign = await change('https://elsewhere.example');
    expect(foreign.status).toBe(403);
    expect(await foreign.json()).toMatchObject({ code: 'CROSS_ORIGIN' });
    expect((await change(test.url)).status).toBe(404);
  });

  it('cannot post from another origin, nor from a page without one', async () => {
    const cookie = await test.signIn('administrator');
    for (const origin of ['https://elsewhere.example', 'null', test.url.replace('127.0.0.1', 'localhost')]) {
      const response = await test.request('/dicomweb/studies', 'none', {
        method: 'POST',
        headers: { cookie, origin },
      });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'CROSS_ORIGIN' });
    }
  });

  it('is nothing after sign-out', async () => {
    const cookie = await test.signIn('departmentHead');
    const session = (method: string) =>
      test.request('/api/v1/session', 'none', { method, headers: { cookie } });
    expect((await session('GET')).status).toBe(200);
    expect((await session('DELETE')).status).toBe(204);
    expect((await session('GET')).status).toBe(401);
  });
});

describe('the socket', () => {
  function connect(headers: Record<string, string>): Promise<Socket> {
    const socket = io(test.url, {
      extraHeaders: headers,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    return new Promise((resolve, reject) => {
      socket.on('connect', () => resolve(socket));
      socket.on('connect_error', (error) => {
        socket.close();
        reject(error);
      });
    });
  }

  it('has worklist.follow, and every event names an action of the policy', () => {
    expect(events.map(({ event }) => event)).toContain('worklist.follow');
    for (const { action } of events) expect(Object.keys(policy)).toContain(action);
  });

  it('lets nobody in who is not known', async () => {
    await expect(connect({})).rejects.toThrow('UNAUTHENTICATED');
    await expect(connect({ authorization: 'Bearer made-up' })).rejects.toThrow('UNAUTHENTICATED');
  });

  it('does not take a cookie from a page of another origin', async () => {
    const cookie = await test.signIn('radiologist');
    await expect(connect({ cookie, origin: 'https://elsewhere.example' })).rejects.toThrow('UNAUTHENTICATED');
    (await connect({ cookie, origin: test.url })).close();
  });

  describe.each(events)('$event', ({ event, action }) => {
    it.each(roles)('by %s is answered as the policy says', async (role) => {
      const socket = await connect({ authorization: `Bearer ${test.tokens[role]}` });
      const denied = async () => (await deniedLines(action as string, role)).length;
      const before = await denied();
      try {
        const answer = (await socket.emitWithAck(event)) as unknown;
        const may = mayDo(role, action as Action);
        expect(answer).toEqual(may ? { ok: true } : { ok: false, code: 'FORBIDDEN' });
        expect(await denied()).toBe(before + (may ? 0 : 1));
      } finally {
        socket.close();
      }
    });
  });
});
