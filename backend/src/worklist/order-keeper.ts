import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { OrderedStudies } from '../orders/index.js';
import { Clock } from '../platform/index.js';
import { RuleStore } from '../rules/index.js';
import { policyVersionOf } from '../triage/index.js';
import { Prioritiser } from './prioritiser.js';
import { WorklistRepository } from './worklist.repository.js';

const BATCH = 200;

/** Finds the studies that clock, rules, models or orders move, and has their places decided again. */
@Injectable()
export class OrderKeeper {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly repository: WorklistRepository,
    private readonly prioritiser: Prioritiser,
    private readonly rules: RuleStore,
    private readonly orders: OrderedStudies,
    private readonly clock: Clock,
  ) {}

  /** Moves studies past their due time into band 1; returns how many. */
  async raiseOverdue(): Promise<number> {
    // Every page asks, and almost always there is none: the transaction waits for one.
    if (!(await this.repository.anyBecomingOverdue(this.clock.now()))) return 0;
    return this.inBatch((manager) => this.repository.lockBecomingOverdue(manager, this.clock.now(), BATCH));
  }

  /** Decides again what other rules than those in force have decided, the most urgent first; returns how many. */
  async applyRules(): Promise<number> {
    return this.inBatch(async (manager) => {
      const version = policyVersionOf(await this.rules.active(manager));
      return this.repository.lockDecidedOtherwise(manager, version, BATCH);
    });
  }

  /** Decides again for every unread study that the model version has spoken of. */
  async refreshOfModel(manager: EntityManager, modelId: string, version: string): Promise<void> {
    await this.refreshAll(manager, await this.repository.unreadWithRunsOf(manager, modelId, version));
  }

  /** Decides again for the studies of an order that was placed or changed. */
  async refreshOfOrder(manager: EntityManager, orderId: string): Promise<void> {
    await this.refreshAll(manager, await this.orders.studiesOf(manager, orderId));
  }

  private async inBatch(find: (manager: EntityManager) => Promise<string[]>): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const studyIds = await find(manager);
      await this.refreshAll(manager, studyIds);
      return studyIds.length;
    });
  }

  private async refreshAll(manager: EntityManager, studyIds: readonly string[]): Promise<void> {
    for (const studyId of studyIds) await this.prioritiser.refresh(manager, studyId);
  }
}
