import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import type { DicomJsonDataset } from '../../dicom/index.js';
import { actorOf } from '../../identity/index.js';
import { CommitmentReporter } from '../commitment-reporter.js';
import { commitmentRequest } from '../protocol/commitment.js';
import type { Link } from '../protocol/link.js';
import { DimseError, STATUS } from '../protocol/status.js';
import { STORAGE_COMMITMENT_INSTANCE } from '../tables.js';
import type { Conversation } from './conversation.js';

const REQUEST_STORAGE_COMMITMENT = 1;

/** An N-ACTION of the storage commitment service, and the association that it came on. */
export interface CommitmentAction {
  sopInstanceUid: string;
  actionTypeId: number;
  information: DicomJsonDataset;
  link: Link;
}

/** Storage Commitment SCP: writes the request down; the report follows from the database, whatever happens here. */
@Injectable()
export class CommitmentScp {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly reporter: CommitmentReporter,
  ) {}

  async request({ peer, principal, source }: Conversation, action: CommitmentAction): Promise<void> {
    if (!peer) throw new DimseError(STATUS.notAuthorized, 'Only a known peer can be reported to');
    if (action.sopInstanceUid.trim() !== STORAGE_COMMITMENT_INSTANCE)
      throw new DimseError(STATUS.noSuchInstance, 'Not the storage commitment instance');
    if (action.actionTypeId !== REQUEST_STORAGE_COMMITMENT)
      throw new DimseError(STATUS.noSuchAction, `There is no action type ${action.actionTypeId}`);
    const { transactionUid, references } = commitmentRequest(action.information);
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `insert into storage_commitment (peer_id, transaction_uid, requested) values ($1, $2, $3)
         on conflict (peer_id, transaction_uid) do update
           set requested = excluded.requested, requested_at = now(), next_attempt_at = now(), attempts = 0,
               reported_at = null, last_error = null`,
        [peer.id, transactionUid, JSON.stringify(references)],
      );
      await this.audit.record(manager, {
        actor: actorOf(principal),
        role: principal.role,
        action: 'study.commit',
        outcome: 'success',
        detail: `transaction ${transactionUid}, ${references.length} instances`,
        source,
      });
    });
    this.reporter.remember(peer.id, action.link);
  }

  /** The request has been answered: report without waiting for the next round. */
  wake(): void {
    this.reporter.wake();
  }
}
