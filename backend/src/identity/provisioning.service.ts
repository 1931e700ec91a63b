import type { Role, Setup } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { Config, DomainError } from '../platform/index.js';
import { hashPassword, newToken, tokenHash } from './secrets.js';
import { ApiTokenEntity } from './entities/api-token.entity.js';
import { SiteEntity } from './entities/site.entity.js';
import { UserEntity } from './entities/user.entity.js';

const demoUsers: readonly { name: string; displayName: string; role: Role }[] = [
  { name: 'radiologist', displayName: 'Demo radiologist', role: 'radiologist' },
  { name: 'head', displayName: 'Demo department head', role: 'departmentHead' },
  { name: 'vendor', displayName: 'Demo AI vendor', role: 'aiVendor' },
  { name: 'admin', displayName: 'Demo administrator', role: 'administrator' },
];

export interface DemoCredentials {
  users: { email: string; password: string; role: Role }[];
  apiToken: string;
}

/** What the first start creates: demo users with random passwords, or a one-time token in production. */
@Injectable()
export class ProvisioningService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly config: Config,
  ) {}

  /** Creates what is missing; returns the production set-up token when one was made. */
  async provision(): Promise<{ setupToken?: string }> {
    const { FIRSTREAD_MODE: mode } = this.config.env;
    if ((await this.dataSource.getRepository(UserEntity).count()) > 0) return {};
    if (mode === 'production') return { setupToken: await this.issueSetupToken() };
    await this.createDemoSite();
    return {};
  }

  async setupRequired(): Promise<boolean> {
    return (
      this.config.env.FIRSTREAD_MODE === 'production' &&
      (await this.dataSource.getRepository(UserEntity).count()) === 0
    );
  }

  /** Creates the site and its first administrator; the token works once. */
  async setUp(setup: Setup): Promise<void> {
    const passwordHash = await hashPassword(setup.password);
    await this.dataSource.transaction(async (manager) => {
      const used = await manager.query<unknown[]>(
        'update setup_token set used_at = now() where token_hash = $1 and used_at is null returning token_hash',
        [tokenHash(setup.token)],
      );
      if ((used[0] as unknown[]).length === 0) {
        throw new DomainError('SETUP_TOKEN', 403, 'Set-up refused', 'The set-up token is wrong or used up.');
      }
      await manager.getRepository(SiteEntity).insert({ name: setup.siteName, timeZone: setup.timeZone });
      await this.insertUser(manager, { ...setup, email: setup.email, role: 'administrator', passwordHash });
    });
  }

  private async issueSetupToken(): Promise<string> {
    const token = newToken();
    await this.dataSource.transaction(async (manager) => {
      await manager.query('delete from setup_token where used_at is null');
      await manager.query('insert into setup_token (token_hash) values ($1)', [tokenHash(token)]);
    });
    return token;
  }

  private async createDemoSite(): Promise<void> {
    const credentials: DemoCredentials = {
      users: demoUsers.map((user) => ({
        email: `${user.name}@demo.firstread.local`,
        password: newToken(),
        role: user.role,
      })),
      apiToken: newToken(),
    };
    const hashes = await Promise.all(credentials.users.map((user) => hashPassword(user.password)));
    await this.writeCredentials(credentials);
    await this.dataSource.transaction(async (manager) => {
      await manager.getRepository(SiteEntity).insert({ name: 'Demo site', timeZone: 'UTC' });
      for (const [index, user] of demoUsers.entries()) {
        const { email } = credentials.users[index] as { email: string };
        await this.insertUser(manager, { ...user, email, passwordHash: hashes[index] as string });
      }
      await manager.getRepository(ApiTokenEntity).insert({
        name: 'Demo API token',
        role: 'administrator',
        tokenHash: tokenHash(credentials.apiToken),
      });
    });
  }

  private async insertUser(
    manager: EntityManager,
    user: { email: string; displayName: string; role: Role; passwordHash: string },
  ): Promise<void> {
    const { email, displayName, role, passwordHash } = user;
    await manager
      .getRepository(UserEntity)
      .insert({ email: email.toLowerCase(), displayName, role, passwordHash });
    await this.audit.record(manager, {
      actor: 'system:provisioning',
      role: 'system',
      action: 'user.create',
      outcome: 'success',
      detail: `role ${role}`,
    });
  }

  /** Written before the users are, so that nobody is created whose password nobody knows. */
  private async writeCredentials(credentials: DemoCredentials): Promise<void> {
    await mkdir(this.config.dataFolder, { recursive: true });
    const path = join(this.config.dataFolder, 'credentials.json');
    await writeFile(`${path}.new`, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
    await chmod(`${path}.new`, 0o600);
    await rename(`${path}.new`, path);
  }
}
