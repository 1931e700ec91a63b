import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { InstanceSelection } from '../archive/index.js';
import { PeerDirectory, type PeerRecord } from '../peers/index.js';
import { Loop } from '../platform/index.js';
import { judge } from './protocol/commitment.js';
import type { Link } from './protocol/link.js';
import { DimseError } from './protocol/status.js';
import { DimseClient } from './scu/client.js';
import { AssociationError } from './scu/connection.js';
import { reportOver, type CommitmentReport, type SopReference } from './scu/report.js';

const CHECK_MS = 5000;
const FIRST_RETRY_SECONDS = 5;
const LAST_RETRY_SECONDS = 3600;
const ANSWER_MS = 30_000;

interface DueCommitment {
  id: string;
  peer_id: string;
  transaction_uid: string;
  requested: SopReference[];
}

/**
 * Reports storage commitments, later and later until the peer has answered. The table says what is due, so that
 * no restart loses any.
 */
@Injectable()
export class CommitmentReporter implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(CommitmentReporter.name);
  private readonly loop: Loop;
  private readonly links = new Map<string, Link>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly selection: InstanceSelection,
    private readonly peers: PeerDirectory,
    private readonly client: DimseClient,
  ) {
    this.loop = new Loop(
      () => this.reportNext(),
      CHECK_MS,
      (error) => this.logger.error(`Storage commitments could not be reported: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** The association that a peer asked on last: some wait there, and listen nowhere else. */
  remember(peerId: string, link: Link): void {
    this.links.set(peerId, link);
  }

  wake(): void {
    this.loop.wake();
  }

  private async reportNext(): Promise<boolean> {
    const due = await this.take();
    if (!due) return false;
    const peer = await this.peers.byId(due.peer_id);
    if (!peer) return true;
    try {
      await this.report(peer, due);
      await this.answered(due, null);
    } catch (error) {
      if (error instanceof DimseError) await this.answered(due, error.message);
      else await this.failed(due, peer, error as Error);
    }
    return true;
  }

  /** The one that is due longest; its next attempt is set before this one is made. */
  private async take(): Promise<DueCommitment | undefined> {
    const [rows] = await this.dataSource.query<[DueCommitment[], number]>(
      `update storage_commitment
          set attempts = attempts + 1,
              next_attempt_at = now() + make_interval(secs => least($1 * 2 ^ least(attempts, 20), $2))
        where id = (select id from storage_commitment
                     where reported_at is null and next_attempt_at <= now()
                     order by next_attempt_at limit 1 for update skip locked)
        returning id, peer_id, transaction_uid, requested`,
      [FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS],
    );
    return rows[0];
  }

  private async report(peer: PeerRecord, due: DueCommitment): Promise<void> {
    const { transaction_uid: transactionUid, requested: references } = due;
    const sopInstanceUids = references.map((one) => one.sopInstanceUid);
    const stored = await this.selection.under({ sopInstanceUids }, { rejected: true });
    const report = judge({ transactionUid, references }, stored);
    try {
      await this.client.report(peer, report);
    } catch (error) {
      if (!(error instanceof AssociationError)) throw error;
      await this.reportWhereAsked(peer, report, error);
    }
  }

  private async reportWhereAsked(
    peer: PeerRecord,
    report: CommitmentReport,
    unreachable: AssociationError,
  ): Promise<void> {
    const link = this.links.get(peer.id);
    if (!link?.isOpen) {
      this.links.delete(peer.id);
      throw unreachable;
    }
    await reportOver(link, report, ANSWER_MS);
  }

  private async answered({ id }: DueCommitment, problem: string | null): Promise<void> {
    await this.dataSource.query(
      'update storage_commitment set reported_at = now(), last_error = $2 where id = $1',
      [id, problem],
    );
  }

  private async failed(
    { id, transaction_uid }: DueCommitment,
    peer: PeerRecord,
    error: Error,
  ): Promise<void> {
    this.logger.warn(
      `Storage commitment ${transaction_uid} was not reported to ${peer.aeTitle}, will try again: ${error.message}`,
    );
    await this.dataSource.query('update storage_commitment set last_error = $2 where id = $1', [
      id,
      error.message,
    ]);
  }
}
