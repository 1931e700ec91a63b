import type {
  Reader,
  ReaderList,
  ReaderProfile,
  ReaderProfileInput,
  ReadingRequirement,
  Workload,
  WorkloadInput,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, SiteService, type Principal } from '../identity/index.js';
import { notFound, versionConflict } from '../platform/index.js';
import { inHundredths, NOTHING, ReaderStore, type Load } from './reader-store.js';
import { WorkloadStore } from './workload-store.js';

/** Who reads here: their workload for everybody, their rights for those who manage them. */
@Injectable()
export class ReadersService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: ReaderStore,
    private readonly work: WorkloadStore,
    private readonly sites: SiteService,
    private readonly audit: AuditService,
  ) {}

  /** By name. Skips are counted for the head of the department alone. */
  async list(by: Principal): Promise<ReaderList> {
    const { manager } = this.dataSource;
    const { timeZone } = await this.sites.current(manager);
    const shiftStart = await this.work.shiftStart(manager);
    const loads = await this.store.loads(manager, await this.work.table(manager));
    const read = await this.work.readSince(manager, shiftStart);
    const rows = await this.store.all(manager, timeZone);
    const readers = rows.map(({ skipsToday, ...row }) => ({
      ...row,
      ...workOf(row.id, loads, read),
      skipsToday: by.role === 'departmentHead' ? skipsToday : null,
    }));
    return { readers, shiftStartedAt: shiftStart.toISOString() };
  }

  /** The caller's own workload. Throws 404 where they are no radiologist that can sign in. */
  async own({ id }: Principal): Promise<Reader> {
    const { manager } = this.dataSource;
    const { displayName, capRvu, shiftCapRvu } = await this.profile(id);
    const loads = await this.store.loads(manager, await this.work.table(manager), id);
    const read = await this.work.readSince(manager, await this.work.shiftStart(manager), id);
    return { id, displayName, capRvu, shiftCapRvu, ...workOf(id, loads, read), skipsToday: null };
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
      const { rights, capRvu, shiftCapRvu } = input;
      const set = JSON.stringify({ rights, capRvu, shiftCapRvu });
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

  async workload(manager: EntityManager = this.dataSource.manager): Promise<Workload> {
    return this.work.workload(manager);
  }

  async setWorkload(input: WorkloadInput, by: Principal): Promise<Workload> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('select from workload_setting for update');
      const { version } = await this.workload(manager);
      if (version !== input.expectedVersion)
        throw versionConflict('The work of studies', version, input.expectedVersion);
      await this.work.save(manager, input);
      const { rvu, defaultRvu, shiftStarts } = input;
      await this.record(manager, by, `work of studies: ${JSON.stringify({ rvu, defaultRvu, shiftStarts })}`);
      return this.workload(manager);
    });
  }

  private async record(manager: EntityManager, by: Principal, detail: string): Promise<void> {
    const actor = { actor: actorOf(by), role: by.role };
    await this.audit.record(manager, { ...actor, action: 'reader.manage', outcome: 'success', detail });
  }
}

function workOf(
  id: string,
  loads: ReadonlyMap<string, Load>,
  read: ReadonlyMap<string, number>,
): Load & { shiftRvu: number } {
  const load = loads.get(id) ?? NOTHING;
  return { ...load, shiftRvu: inHundredths(load.outstandingRvu + (read.get(id) ?? 0)) };
}
