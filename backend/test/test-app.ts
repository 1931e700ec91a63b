import 'reflect-metadata';
import { roleSchema, type Role } from '@firstread/contract';
import type { INestApplication, Type } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DataSource } from 'typeorm';
import { createApi } from '../src/apps/api.app.js';
import { testConfig } from './config.js';
import { createDatabase } from './database.js';
import { emailOf, insertDemoSite, PASSWORD } from './demo-site.js';

export const roles: readonly Role[] = roleSchema.options;

/** Who sends a request: a role by its API token, a token as it is, or nobody. */
export type Sender = Role | 'none' | { token: string };

/** The API of one suite, on a free port and a database of its own, with the demo site in it. */
export interface TestApp {
  readonly app: INestApplication;
  readonly url: string;
  readonly dataSource: DataSource;
  /** An API token of each role. */
  readonly tokens: Readonly<Record<Role, string>>;
  request: (path: string, sender: Sender, init?: RequestInit) => Promise<Response>;
  /** Signs a demo user in; the Cookie header to send. */
  signIn: (role: Role) => Promise<string>;
  close: () => Promise<void>;
}

/** `planted`: modules that the application has besides its own. */
export async function startTestApp(settings: NodeJS.ProcessEnv = {}, planted: Type[] = []): Promise<TestApp> {
  const database = await createDatabase();
  const { config, removeData } = testConfig(database.url, settings);
  const app = await createApi(config, planted);
  await insertDemoSite(database.dataSource);
  const tokens = await createTokens(database.dataSource);
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer() as Server;
  // The event loop of a spec may stand still for longer than a client believes in an idle connection.
  server.keepAliveTimeout = 0;
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    app,
    url,
    dataSource: database.dataSource,
    tokens,
    request: (path, sender, init = {}) => fetch(`${url}${path}`, withSender(init, sender, tokens)),
    signIn: (role) => signIn(url, role),
    close: async () => {
      server.closeAllConnections();
      await app.close();
      await database.drop();
      removeData();
    },
  };
}

function withSender(init: RequestInit, sender: Sender, tokens: Record<Role, string>): RequestInit {
  const headers = new Headers(init.headers);
  if (sender !== 'none') {
    headers.set('authorization', `Bearer ${typeof sender === 'string' ? tokens[sender] : sender.token}`);
  }
  return { redirect: 'manual', ...init, headers };
}

async function createTokens(dataSource: DataSource): Promise<Record<Role, string>> {
  const tokens: [Role, string][] = [];
  for (const role of roles) {
    const token = randomBytes(32).toString('base64url');
    const hash = createHash('sha256').update(token).digest();
    await dataSource.query('insert into api_token (name, role, token_hash) values ($1, $2, $3)', [
      `Test ${role}`,
      role,
      hash,
    ]);
    tokens.push([role, token]);
  }
  return Object.fromEntries(tokens) as Record<Role, string>;
}

async function signIn(url: string, role: Role): Promise<string> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: emailOf(role), password: PASSWORD }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (response.status !== 200 || !cookie) throw new Error(`Login as ${role} gave ${response.status}`);
  return cookie;
}
