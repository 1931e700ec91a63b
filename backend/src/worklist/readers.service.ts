import type { Reader, ReaderProfile, ReaderProfileInput, ReadingRequirement } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, SiteService, type Principal } from '../identity/index.js';
import { notFound, versionConflict } from '../platform/index.js';
import { ReaderStore } from './reader-store.js';

/** Who reads here: their workload for everybody, their rights for those who manage them. */
@Injectable()
export class ReadersService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: ReaderStore,
    private readonly sites: SiteService,
    private readonly audit: AuditService,
  ) {}

  /** By name. Skips are counted for the head of the department alone. */
  async list(by: Principal): Promise<Reader[]> {
    const { manager } = this.dataSource;
    const { timeZone } = await this.sites.current(manager);
    const loads = await this.store.loads(manager, await this.store.rvuTable(manager));
    const rows = await this.store.all(manager, timeZone);
    return rows.map(({ skipsToday, ...row }) => ({
      ...row,
      holding: loads.get(row.id)?.holding ?? 0,
      outstandingRvu: loads.get(row.id)?.outstandingRvu ?? 0,
      skipsToday: by.role === 'departmentHead' ? skipsToday : null,
    }));
  }

  /** Throws 404 for whom is no radiologist that can sign in. */
  async profile(readerId: string, manager: EntityManager = this.dataSource.manager): Promise<ReaderProfile> {
    const profile = await this.store.profile(manager, readerId);
    if (!profile) throw notFound('Reader', readerId);
    return profile;
  }

  async setProfile(readerId: string, input: ReaderProfileInput, by: Principal): Promise<ReaderProfile> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('select from app_user where id = $1 for update', [readerId]);
      const { version, displayName } = await this.profile(readerId, manager);
      if (version !== input.expectedVersion)
        throw versionConflict(`The profile of ${displayName}`, version, input.expectedVersion);
      await this.store.saveProfile(manager, readerId, input);
      const set = JSON.stringify({ rights: input.rights, capRvu: input.capRvu });
      await this.record(manager, by, `profile of person:${readerId}: ${set}`);
      return this.profile(readerId, manager);
    });
  }

  async requirements(): Promise<ReadingRequirement[]> {
    return this.store.requirements(this.dataSource.manager);
  }

  async setRequirements(
    requirements: readonly ReadingRequirement[],
    by: Principal,
  ): Promise<ReadingRequirement[]> {
    return this.dataSource.transaction(async (manager) => {
      await this.store.saveRequirements(manager, requirements);
      await this.record(manager, by, `required credentials: ${JSON.stringify(requirements)}`);
      return this.store.requirements(manager);
    });
  }

  private async record(manager: EntityManager, by: Principal, detail: string): Promise<void> {
    const actor = { actor: actorOf(by), role: by.role };
    await this.audit.record(manager, { ...actor, action: 'reader.manage', outcome: 'success', detail });
  }
}
