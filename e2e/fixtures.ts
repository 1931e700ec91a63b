import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { freePort } from '../scripts/lib/project.mjs';
import { System } from '../scripts/lib/system.mjs';

export type Role = 'radiologist' | 'departmentHead' | 'aiVendor' | 'administrator';

/** What the tests use of a running system. */
export interface RunningSystem {
  address: string;
  dimsePort: number;
  databaseUrl: string;
  pids(): Record<string, number | undefined>;
  request(path: string, options?: RequestInit): Promise<Response>;
  credentials(): { users: { email: string; password: string; role: Role }[]; apiToken: string };
  stop(): Promise<void>;
}

/** Starts a system in a folder of its own, which PostgreSQL's user can reach and which ends with it. */
export async function startSystem(
  settings: Record<string, string>,
  options: { pages?: boolean } = {},
): Promise<RunningSystem> {
  const folder = mkdtempSync(join(process.env.TEST_FOLDER ?? tmpdir(), 'firstread-e2e-'));
  chmodSync(folder, 0o755);
  const [port, dimsePort] = [Number(await freePort()), Number(await freePort())];
  const ports = { PORT: String(port), DIMSE_PORT: String(dimsePort) };
  const system = new System(folder, { ...ports, ...settings }, options);
  const stop = async (): Promise<void> => {
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await system.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    address: system.address,
    dimsePort,
    databaseUrl: (system.env as Record<string, string>)['DATABASE_URL'] ?? '',
    pids: () => system.pids() as Record<string, number | undefined>,
    request: (path, request = {}) => system.request(path, request),
    credentials: () => system.credentials() as ReturnType<RunningSystem['credentials']>,
    stop,
  };
}

/** Signs the page's context in as a person of this role. */
export async function signedIn(page: Page, system: RunningSystem, role: Role): Promise<void> {
  const user = system.credentials().users.find((known) => known.role === role);
  if (!user) throw new Error(`The demonstration has no user with the role ${role}`);
  const answer = await page.context().request.post(`${system.address}/api/v1/session`, {
    data: { email: user.email, password: user.password },
  });
  expect(answer.ok(), `sign-in as ${role}: status ${answer.status()}`).toBe(true);
}

interface Fixtures {
  signedIn: (page: Page, role: Role) => Promise<void>;
}

export const test = base.extend<Fixtures, { system: RunningSystem }>({
  system: [
    // Playwright reads from this pattern that the fixture needs no other.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const system = await startSystem({ STUDY_QUIET_MS: '1000' });
      await use(system);
      await system.stop();
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  signedIn: async ({ system }, use) => {
    await use((page, role) => signedIn(page, system, role));
  },
  // What the page said when a test failed stands in the output: it is all that is left of a run elsewhere.
  page: async ({ page }, use, testInfo) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('response', (answer) => {
      if (answer.status() >= 400) problems.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
    });
    page.on('requestfailed', (request) => problems.push(`${request.failure()?.errorText} ${request.url()}`));
    await use(page);
    if (testInfo.status === testInfo.expectedStatus) return;
    const words = await page.locator('body').innerText({ timeout: 5000 }).catch(String);
    process.stderr.write([`${page.url()} says:`, words, ...problems, ''].join('\n'));
  },
});

export { expect };
