import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { IsNull, type DataSource } from 'typeorm';
import { DomainError } from '../platform/index.js';
import type { Principal } from './domain/principal.js';
import { UserEntity } from './entities/user.entity.js';
import { LoginLimiter } from './login-limiter.js';
import { passwordMatches } from './secrets.js';

/** Asks a person who is signed in for their password once more. */
@Injectable()
export class Reauthentication {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly limiter: LoginLimiter,
  ) {}

  /** Throws PASSWORD_REFUSED (422) where it is not theirs, TOO_MANY_ATTEMPTS (429) past the bound of a login. */
  async require({ id }: Principal, password: string | undefined): Promise<void> {
    this.limiter.take(`again ${id}`);
    const user = await this.dataSource.getRepository(UserEntity).findOneBy({ id, disabledAt: IsNull() });
    if (user && (await passwordMatches(password ?? '', user.passwordHash))) return;
    throw new DomainError('PASSWORD_REFUSED', 422, 'Password refused', 'Type your password once more.');
  }
}
