import type { Action } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { Clock, DomainError } from '../platform/index.js';
import { mayDo, policy } from './domain/policy.js';
import { actorOf, type Principal } from './domain/principal.js';

/** Repeated reads of one study by one actor within this time are one access in the trail. */
const ACCESS_WINDOW_MS = 60_000;
const REMEMBERED_ACCESSES = 10_000;

interface Use {
  action: Action;
  studyUid?: string | undefined;
  source?: string | undefined;
  detail?: string | undefined;
}

/** Enforces the policy for every door, and writes refusals and accesses to the audit trail. */
@Injectable()
export class AccessService {
  private readonly recent = new Map<string, number>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Throws FORBIDDEN (403) where the role may not; returns once the access is in the trail. */
  async enforce(principal: Principal, use: Use): Promise<void> {
    if (!mayDo(principal.role, use.action)) {
      await this.record(principal, use, 'denied');
      throw new DomainError(
        'FORBIDDEN',
        403,
        'Not allowed',
        `The role ${principal.role} may not do ${use.action}. Ask an administrator for a role that may.`,
      );
    }
    if (policy[use.action].audited === 'access' && this.isNew(principal, use)) {
      await this.record(principal, use, 'success');
    }
  }

  /** Something was kept from who asked for it, though their role may ask: a line in the trail. */
  async refused(principal: Principal, use: Use & { detail: string }): Promise<void> {
    await this.record(principal, use, 'denied');
  }

  private record(principal: Principal, use: Use, outcome: 'success' | 'denied'): Promise<void> {
    return this.audit.record(this.dataSource.manager, {
      actor: actorOf(principal),
      role: principal.role,
      outcome,
      ...use,
    });
  }

  private isNew(principal: Principal, use: Use): boolean {
    const key = `${actorOf(principal)} ${use.action} ${use.studyUid ?? ''}`;
    const now = this.clock.now().getTime();
    const last = this.recent.get(key);
    if (last !== undefined && now - last < ACCESS_WINDOW_MS) return false;
    if (this.recent.size >= REMEMBERED_ACCESSES) this.recent.clear();
    this.recent.set(key, now);
    return true;
  }
}
