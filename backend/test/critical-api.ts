import type {
  AcknowledgeCritical,
  CriticalAttemptInput,
  CriticalPage,
  CriticalResult,
  MarkCritical,
  Problem,
  Role,
} from '@firstread/contract';
import { randomUUID } from 'node:crypto';
import { Clock } from '../src/platform/index.js';
import { listStudy } from './listed.js';
import { startTestApp, type TestApp } from './test-app.js';

/** The API of critical results with people who sign in; filled by `useCriticalApi`. */
export const api = {
  /** Milliseconds that the clock is ahead. */
  ahead: 0,
  now: () => new Date(Date.now() + api.ahead),
} as {
  ahead: number;
  now: () => Date;
  test: TestApp;
  cookies: Map<Role, string>;
};

/** Starts it for the suite that calls this. */
export function useCriticalApi(): void {
  beforeAll(async () => {
    api.test = await startTestApp();
    api.test.app.get(Clock, { strict: false }).now = api.now;
    api.cookies = new Map();
    for (const role of ['radiologist', 'departmentHead', 'administrator'] as const)
      api.cookies.set(role, await api.test.signIn(role));
  });
  afterAll(() => api.test.close());
  beforeEach(() => {
    api.ahead = 0;
  });
}

export interface Answer<T> {
  status: number;
  body: T;
}

/** What the API answers a person of the role; an error as its problem. */
export async function call<T>(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  { body, role = 'radiologist' }: { body?: unknown; role?: Role } = {},
): Promise<Answer<T & Partial<Problem>>> {
  const response = await api.test.request(`/api/v1/${path}`, 'none', {
    method,
    headers: {
      cookie: api.cookies.get(role) ?? '',
      origin: api.test.url,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T & Partial<Problem> };
}

export async function study(): Promise<{ id: string; uid: string }> {
  return listStudy(api.test);
}

/** The account of a demo user. */
export async function accountOf(role: Role): Promise<{ id: string; name: string }> {
  const [row] = await api.test.dataSource.query<{ id: string; name: string }[]>(
    'select id, display_name as name from app_user where role = $1 order by created_at limit 1',
    [role],
  );
  if (!row) throw new Error(`There is no ${role}`);
  return row;
}

export function marking(more: Partial<MarkCritical> = {}): MarkCritical {
  return {
    findingCode: 'tension-pneumothorax',
    finding: 'Tension pneumothorax',
    level: 'red',
    identifiedAt: minutesAgo(5),
    callee: null,
    note: null,
    alertId: null,
    ...more,
  };
}

export const minutesAgo = (minutes: number): string =>
  new Date(api.now().getTime() - minutes * 60_000).toISOString();

export async function marked(uid: string, more: Partial<MarkCritical> = {}): Promise<CriticalResult> {
  const { status, body } = await call<CriticalResult>('POST', `studies/${uid}/critical`, {
    body: marking(more),
  });
  if (status !== 201) throw new Error(`Marking gave ${status} ${body.detail}`);
  return body;
}

export function receipt(more: Partial<AcknowledgeCritical> = {}): AcknowledgeCritical {
  return {
    receiver: 'Ward physician',
    receiverRole: 'ward',
    communicatedBy: 'Radiologist on duty',
    communicatedAt: minutesAgo(1),
    how: 'phone',
    readBack: true,
    note: null,
    expectedVersion: 1,
    ...more,
  };
}

export function attempt(more: Partial<CriticalAttemptInput> = {}): CriticalAttemptInput {
  return {
    id: randomUUID(),
    called: 'Ward desk',
    how: 'phone',
    at: minutesAgo(2),
    reached: false,
    note: 'Engaged',
    ...more,
  };
}

export async function page(query = ''): Promise<CriticalPage> {
  const { body } = await call<CriticalPage>('GET', `critical?${query}`);
  return body;
}

/** Events of critical results of a study, in their order. */
export async function eventsOf(uid: string): Promise<string[]> {
  const rows = await api.test.dataSource.query<{ name: string }[]>(
    `select name from event where study_uid = $1 and name like 'Critical%' order by id`,
    [uid],
  );
  return rows.map(({ name }) => name);
}

export async function auditOf(uid: string): Promise<string[]> {
  const rows = await api.test.dataSource.query<{ detail: string }[]>(
    `select detail from audit_event where study_uid = $1 and action = 'critical.write' order by id`,
    [uid],
  );
  return rows.map(({ detail }) => detail.replace(/^\S+ /, ''));
}
