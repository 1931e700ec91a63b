import { saveDashboardSchema, type Dashboard, type SaveDashboard } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { DomainError, isUniqueViolation, notFound, SavedDefinitions } from '../platform/index.js';

const MAX_DASHBOARDS = 50;

const definitionSchema = saveDashboardSchema.pick({ place: true });

/** What people keep of the turnaround page under a name, for themselves or for all who may see it. */
@Injectable()
export class DashboardsService {
  private readonly store: SavedDefinitions<Pick<SaveDashboard, 'place'>>;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {
    this.store = new SavedDefinitions(dataSource, 'turnaround_dashboard', definitionSchema);
  }

  async list(by: Principal): Promise<Dashboard[]> {
    return this.store.of(by.id);
  }

  /** Throws 404 where the caller has no such dashboard. */
  async one(id: string, by: Principal): Promise<Dashboard> {
    const dashboard = (await this.list(by)).find((one) => one.id === id);
    if (!dashboard) throw notFound('Dashboard', id);
    return dashboard;
  }

  /** Whoever has it; undefined where there is none that can be read. */
  async byId(id: string): Promise<Dashboard | undefined> {
    return this.store.byId(id);
  }

  /** Throws 409 where the name is taken or there are too many. */
  async create(input: SaveDashboard, by: Principal): Promise<Dashboard> {
    return this.changing(input, by, 'made', async (manager) => {
      if ((await this.store.count(manager, input.scope, by.id)) >= MAX_DASHBOARDS)
        throw new DomainError(
          'TOO_MANY_DASHBOARDS',
          409,
          'Too many dashboards',
          `There are ${MAX_DASHBOARDS} already. Delete one first.`,
        );
      return this.store.put(manager, input, by.id);
    });
  }

  /** Throws 404 where the caller has no such dashboard, 409 where the name is taken. */
  async change(id: string, input: SaveDashboard, by: Principal): Promise<Dashboard> {
    return this.changing(input, by, 'changed', async (manager) => {
      await this.requireSeen(manager, id, by);
      return this.store.put(manager, input, by.id, id);
    });
  }

  /** Throws 404 where the caller has no such dashboard. */
  async remove(id: string, by: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.requireSeen(manager, id, by);
      await this.store.remove(manager, id);
      await this.record(manager, by, `${id} deleted`);
    });
  }

  private async requireSeen(manager: EntityManager, id: string, by: Principal): Promise<void> {
    if (!(await this.store.lock(manager, id, by.id))) throw notFound('Dashboard', id);
  }

  private async changing(
    input: SaveDashboard,
    by: Principal,
    how: string,
    write: (manager: EntityManager) => Promise<string>,
  ): Promise<Dashboard> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        const id = await write(manager);
        await this.record(manager, by, `${id} ${how}, ${input.scope}`);
        return { id, ...input };
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new DomainError(
        'DASHBOARD_NAME_TAKEN',
        409,
        'Name taken',
        `There is a dashboard “${input.name}” already. Give another name.`,
      );
    }
  }

  private async record(manager: EntityManager, by: Principal, detail: string): Promise<void> {
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action: 'dashboard.write',
      outcome: 'success',
      detail,
    });
  }
}
