import {
  ruleProposalSchema,
  ruleVersionSchema,
  type ReadingRules,
  type RuleProposal,
  type RuleVersion,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

const VERSION = `version, rules, reason, proposed_by as "proposedBy", approved_by as "approvedBy", since, restores`;
const PROPOSAL = `id, rules, reason, proposed_by as "proposedBy", proposed_by_id as "proposedById",
  proposed_at as "proposedAt"`;

interface VersionRow extends Omit<RuleVersion, 'since'> {
  since: Date;
}

interface ProposalRow extends Omit<RuleProposal, 'proposedAt'> {
  proposedAt: Date;
}

/** Versions of the rules in PostgreSQL; the highest is in force. */
@Injectable()
export class RuleStore {
  async active(manager: EntityManager): Promise<RuleVersion> {
    const [row] = await this.latest(manager, 1);
    if (!row) throw new Error('The first version of the rules is missing: migrate the database');
    return row;
  }

  /** The newest first. */
  async latest(manager: EntityManager, limit: number): Promise<RuleVersion[]> {
    const rows = await manager.query<VersionRow[]>(
      `select ${VERSION} from rule_version order by version desc limit $1`,
      [limit],
    );
    return rows.map(versionOf);
  }

  /** The oldest first. */
  async all(manager: EntityManager): Promise<RuleVersion[]> {
    const rows = await manager.query<VersionRow[]>(`select ${VERSION} from rule_version order by version`);
    return rows.map(versionOf);
  }

  /** Those in force from an instant to before another, oldest first. */
  async between(manager: EntityManager, from: Date, until: Date): Promise<RuleVersion[]> {
    const rows = await manager.query<VersionRow[]>(
      `select ${VERSION} from rule_version where since >= $1 and since < $2 order by version`,
      [from, until],
    );
    return rows.map(versionOf);
  }

  async version(manager: EntityManager, version: number): Promise<RuleVersion | undefined> {
    const [row] = await manager.query<VersionRow[]>(
      `select ${VERSION} from rule_version where version = $1`,
      [version],
    );
    return row && versionOf(row);
  }

  async put(manager: EntityManager, one: Omit<VersionRow, 'rules'> & { rules: ReadingRules }) {
    const { version, rules, reason, proposedBy, approvedBy, since, restores } = one;
    await manager.query(
      `insert into rule_version (version, rules, reason, proposed_by, approved_by, since, restores)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [version, JSON.stringify(rules), reason, proposedBy, approvedBy, since, restores],
    );
    return versionOf(one);
  }

  async proposal(manager: EntityManager): Promise<RuleProposal | null> {
    const [row] = await manager.query<ProposalRow[]>(`select ${PROPOSAL} from rule_proposal`);
    return row ? proposalOf(row) : null;
  }

  async propose(
    manager: EntityManager,
    one: Omit<ProposalRow, 'id'> & { basedOn: number },
  ): Promise<RuleProposal> {
    const { rules, reason, basedOn, proposedById, proposedBy, proposedAt } = one;
    const [row] = await manager.query<ProposalRow[]>(
      `insert into rule_proposal (rules, reason, based_on, proposed_by_id, proposed_by, proposed_at)
       values ($1, $2, $3, $4, $5, $6) returning ${PROPOSAL}`,
      [JSON.stringify(rules), reason, basedOn, proposedById, proposedBy, proposedAt],
    );
    return proposalOf(row as ProposalRow);
  }

  async removeProposal(manager: EntityManager, id: string): Promise<void> {
    await manager.query('delete from rule_proposal where id = $1', [id]);
  }

  /** Whoever changes the rules waits here for whoever does at the moment. */
  async lock(manager: EntityManager): Promise<void> {
    await manager.query('lock table rule_version in exclusive mode');
  }
}

function versionOf({ since, ...row }: VersionRow): RuleVersion {
  return ruleVersionSchema.parse({ ...row, since: since.toISOString() });
}

function proposalOf({ proposedAt, ...row }: ProposalRow): RuleProposal {
  return ruleProposalSchema.parse({ ...row, proposedAt: proposedAt.toISOString() });
}
