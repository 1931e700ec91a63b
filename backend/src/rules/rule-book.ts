import type {
  ProposeRules,
  ReadingRules,
  RevertRules,
  RuleProposal,
  RulesInForce,
  RuleVersion,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { Clock, DomainError, EventLog, notFound, versionConflict } from '../platform/index.js';
import { POLICY_VERSION } from '../triage/index.js';
import { RuleStore } from './rule-store.js';

const HISTORY = 50;

/**
 * The rules of the reading order. What one person proposes takes effect once a second approves. Returning to rules that
 * were in force before needs one person: two have approved them already.
 */
@Injectable()
export class RuleBook {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: RuleStore,
    private readonly events: EventLog,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async inForce(): Promise<RulesInForce> {
    const { manager } = this.dataSource;
    const history = await this.store.latest(manager, HISTORY);
    return {
      policy: POLICY_VERSION,
      active: history[0] as RuleVersion,
      proposal: await this.store.proposal(manager),
      history,
    };
  }

  /** Throws 409 where another proposal waits, or other rules have come into force since. */
  async propose({ rules, reason, basedOn }: ProposeRules, by: Principal): Promise<RuleProposal> {
    return this.changing(async (manager, active) => {
      if (active.version !== basedOn) throw versionConflict('The rules', active.version, basedOn);
      const waiting = await this.store.proposal(manager);
      if (waiting)
        throw conflict(
          'PROPOSAL_WAITS',
          'Another proposal waits',
          `${waiting.proposedBy} proposed rules on ${waiting.proposedAt}. Approve or withdraw that proposal first.`,
        );
      const proposal = await this.store.propose(manager, {
        rules,
        reason,
        basedOn,
        proposedById: by.id,
        proposedBy: by.displayName,
        proposedAt: this.clock.now(),
      });
      await this.record(manager, by, `proposed ${proposal.id}: ${reason}`);
      return proposal;
    });
  }

  /** Puts a proposal into force. Throws 403 for the one who proposed it. */
  async approve(id: string, by: Principal): Promise<RuleVersion> {
    return this.changing(async (manager, active) => {
      const proposal = await this.requireProposal(manager, id);
      if (proposal.proposedById === by.id)
        throw new DomainError(
          'SECOND_PERSON_NEEDED',
          403,
          'A second person is needed',
          `You proposed rules ${id}; somebody else has to approve them.`,
        );
      await this.store.removeProposal(manager, id);
      const { rules, reason, proposedBy } = proposal;
      return this.activate(manager, active, { rules, reason, proposedBy, restores: null }, by);
    });
  }

  /** Takes a proposal off the table: its proposer withdraws it, or a second person refuses it. */
  async dismiss(id: string, by: Principal): Promise<void> {
    await this.changing(async (manager) => {
      const proposal = await this.requireProposal(manager, id);
      await this.store.removeProposal(manager, id);
      await this.record(manager, by, `${proposal.proposedById === by.id ? 'withdrew' : 'refused'} ${id}`);
    });
  }

  /** Returns to the rules of an earlier version, as a new one. */
  async revert({ to, reason }: RevertRules, by: Principal): Promise<RuleVersion> {
    return this.changing(async (manager, active) => {
      const earlier = await this.store.version(manager, to);
      if (!earlier) throw notFound('Version of the rules', String(to));
      if (to === active.version)
        throw conflict('RULES_IN_FORCE', 'In force already', `Version ${to} of the rules is in force.`);
      const { rules, proposedBy } = earlier;
      return this.activate(manager, active, { rules, reason, proposedBy, restores: to }, by);
    });
  }

  private async activate(
    manager: EntityManager,
    active: RuleVersion,
    next: { rules: ReadingRules; reason: string; proposedBy: string; restores: number | null },
    by: Principal,
  ): Promise<RuleVersion> {
    const version = active.version + 1;
    const stored = await this.store.put(manager, {
      ...next,
      version,
      approvedBy: by.displayName,
      since: this.clock.now(),
    });
    await this.events.append(manager, 'RulesActivated', { version, by: actorOf(by) });
    const how = next.restores === null ? 'approved' : `returned to version ${next.restores}`;
    await this.record(manager, by, `version ${version} ${how}: ${next.reason}`);
    return stored;
  }

  private async requireProposal(manager: EntityManager, id: string): Promise<RuleProposal> {
    const proposal = await this.store.proposal(manager);
    if (proposal?.id !== id) throw notFound('Proposal of rules', id);
    return proposal;
  }

  /** One change at a time: the version in force is locked meanwhile. */
  private async changing<T>(work: (manager: EntityManager, active: RuleVersion) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await this.store.lock(manager);
      return work(manager, await this.store.active(manager));
    });
  }

  private async record(manager: EntityManager, by: Principal, detail: string): Promise<void> {
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action: 'rules.write',
      outcome: 'success',
      detail,
    });
  }
}

function conflict(code: string, title: string, detail: string): DomainError {
  return new DomainError(code, 409, title, detail);
}
