import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startContext, type TestContext } from '../../test/context.js';
import { IdentityService } from './identity.service.js';
import { ProvisioningService, type DemoCredentials } from './provisioning.service.js';

let context: TestContext;

beforeAll(async () => {
  context = await startContext(() => []);
});
afterAll(() => context.close());

describe('the demo site', () => {
  it('has a user of each role, who signs in with the password of a file that only its owner reads', async () => {
    expect(await context.app.get(ProvisioningService).provision()).toEqual({});
    const path = join(context.config.dataFolder, 'credentials.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const { users } = JSON.parse(readFileSync(path, 'utf8')) as DemoCredentials;
    expect(users.map(({ role }) => role).sort()).toEqual([
      'administrator',
      'aiVendor',
      'departmentHead',
      'radiologist',
    ]);
    const identity = context.app.get(IdentityService);
    for (const { email, password, role } of users)
      expect((await identity.signIn(email, password)).principal.role).toBe(role);
  });

  it('is made once', async () => {
    const path = join(context.config.dataFolder, 'credentials.json');
    const before = readFileSync(path, 'utf8');
    await context.app.get(ProvisioningService).provision();
    expect(readFileSync(path, 'utf8')).toBe(before);
  });
});
