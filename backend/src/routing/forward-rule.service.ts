import type { ForwardRule, ForwardRuleChange, ForwardRuleInput } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { PeerDirectory } from '../peers/index.js';
import { DomainError, isUniqueViolation, notFound, versionConflict } from '../platform/index.js';
import { ForwardRuleEntity } from './entities/forward-rule.entity.js';

/** Forward rules as administrators keep them; every change is in the audit trail. */
@Injectable()
export class ForwardRuleService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly peers: PeerDirectory,
    private readonly audit: AuditService,
  ) {}

  async list(): Promise<ForwardRule[]> {
    return this.dataSource.getRepository(ForwardRuleEntity).find({ order: { name: 'ASC' } });
  }

  async create(input: ForwardRuleInput, by: Principal): Promise<ForwardRule> {
    return this.write(input, async (manager) => {
      const rule = manager.getRepository(ForwardRuleEntity).create({ ...input, version: 1 });
      return this.save(manager, rule, 'forwardRule.create', by);
    });
  }

  async change(
    id: string,
    { expectedVersion, ...fields }: ForwardRuleChange,
    by: Principal,
  ): Promise<ForwardRule> {
    return this.write(fields, async (manager) => {
      const rule = await this.lock(manager, id, expectedVersion);
      Object.assign(rule, fields, { version: rule.version + 1 });
      return this.save(manager, rule, 'forwardRule.change', by);
    });
  }

  /** Deliveries of the rule that have not gone out yet go with it. */
  async remove(id: string, expectedVersion: number, by: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const rule = await this.lock(manager, id, expectedVersion);
      await manager.getRepository(ForwardRuleEntity).delete({ id });
      await this.record(manager, rule, 'forwardRule.delete', by);
    });
  }

  private async write(
    { name, peerId }: { name: string; peerId: string },
    work: (manager: EntityManager) => Promise<ForwardRule>,
  ): Promise<ForwardRule> {
    if (!(await this.peers.byId(peerId))) throw notFound('Peer', peerId);
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new DomainError(
        'RULE_EXISTS',
        409,
        'Name taken',
        `There is a rule "${name}" already. Choose another name.`,
      );
    }
  }

  private async lock(
    manager: EntityManager,
    id: string,
    expectedVersion: number,
  ): Promise<ForwardRuleEntity> {
    const rule = await manager
      .getRepository(ForwardRuleEntity)
      .findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!rule) throw notFound('Forward rule', id);
    if (rule.version === expectedVersion) return rule;
    throw versionConflict(`Rule "${rule.name}"`, rule.version, expectedVersion);
  }

  private async save(
    manager: EntityManager,
    rule: ForwardRuleEntity,
    action: string,
    by: Principal,
  ): Promise<ForwardRule> {
    const saved = await manager.getRepository(ForwardRuleEntity).save(rule);
    await this.record(manager, saved, action, by);
    return saved;
  }

  private record(
    manager: EntityManager,
    rule: ForwardRuleEntity,
    action: string,
    by: Principal,
  ): Promise<void> {
    const { name, enabled, peerId, transport, what, filter } = rule;
    const detail = JSON.stringify({ name, enabled, peerId, transport, what, filter });
    return this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action,
      outcome: 'success',
      detail,
    });
  }
}
