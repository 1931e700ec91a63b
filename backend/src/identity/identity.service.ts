import type { Session } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { IsNull, MoreThan, type DataSource } from 'typeorm';
import { Clock, DomainError } from '../platform/index.js';
import { actionsOf } from './domain/policy.js';
import type { Principal } from './domain/principal.js';
import { hashPassword, newToken, passwordMatches, tokenHash } from './secrets.js';
import { ApiTokenEntity } from './entities/api-token.entity.js';
import { SessionEntity } from './entities/session.entity.js';
import { UserEntity } from './entities/user.entity.js';
import { SiteService } from './site.service.js';

const SESSION_HOURS = 12;

/** Signs people in and tells who a session or token belongs to. */
@Injectable()
export class IdentityService {
  private readonly decoy = hashPassword(newToken());

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sites: SiteService,
  ) {}

  /** The token of a new session. A wrong e-mail takes as long as a wrong password. */
  async signIn(email: string, password: string): Promise<{ token: string; principal: Principal }> {
    const user = await this.dataSource
      .getRepository(UserEntity)
      .findOneBy({ email: email.toLowerCase(), disabledAt: IsNull() });
    const matches = await passwordMatches(password, user?.passwordHash ?? (await this.decoy));
    if (!user || !matches) {
      throw new DomainError('LOGIN_REFUSED', 401, 'Login refused', 'E-mail or password is wrong.');
    }
    const token = newToken();
    const now = this.clock.now();
    await this.dataSource.getRepository(SessionEntity).insert({
      tokenHash: tokenHash(token),
      user: { id: user.id },
      createdAt: now,
      expiresAt: new Date(now.getTime() + SESSION_HOURS * 3_600_000),
    });
    return { token, principal: personOf(user) };
  }

  async signOut(token: string): Promise<void> {
    await this.dataSource.getRepository(SessionEntity).delete({ tokenHash: tokenHash(token) });
  }

  async principalOfSession(token: string): Promise<Principal | undefined> {
    const session = await this.dataSource.getRepository(SessionEntity).findOne({
      where: {
        tokenHash: tokenHash(token),
        expiresAt: MoreThan(this.clock.now()),
        user: { disabledAt: IsNull() },
      },
      relations: { user: true },
    });
    return session ? personOf(session.user) : undefined;
  }

  async principalOfApiToken(token: string): Promise<Principal | undefined> {
    const found = await this.dataSource
      .getRepository(ApiTokenEntity)
      .findOneBy({ tokenHash: tokenHash(token), revokedAt: IsNull() });
    if (!found) return undefined;
    return { kind: 'service', id: found.id, displayName: found.name, email: null, role: found.role };
  }

  async describe(principal: Principal): Promise<Session> {
    return {
      id: principal.id,
      displayName: principal.displayName,
      email: principal.email,
      role: principal.role,
      actions: actionsOf(principal.role),
      site: await this.sites.current(this.dataSource.manager),
    };
  }
}

function personOf(user: UserEntity): Principal {
  return { kind: 'person', id: user.id, displayName: user.displayName, email: user.email, role: user.role };
}
