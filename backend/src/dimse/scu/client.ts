import type { EchoResult } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import dimse from 'dcmjs-dimse';
import type { StoredInstance, UniqueKeys } from '../../archive/index.js';
import type { DicomJsonDataset } from '../../dicom/index.js';
import { MESSAGE_TRANSFER_SYNTAX_UIDS } from '../../dicom/index.js';
import { Config } from '../../platform/index.js';
import { OutgoingObjects } from '../outgoing.js';
import type { MoveOriginator } from '../protocol/link.js';
import { STATUS } from '../protocol/status.js';
import type { StoreResult } from '../protocol/tally.js';
import { SOP_CLASS } from '../tables.js';
import { DimseTls } from '../tls.js';
import { AssociationError, Connection, type ContextProposal, type Remote } from './connection.js';
import { findOver, type FindOptions, type QueryLevel } from './find.js';
import { moveOver, type MoveResult } from './move.js';
import { shipments } from './proposals.js';
import { reportOver, type CommitmentReport } from './report.js';

/** For the connection, and for the answer to a small request. */
const ANSWER_MS = 30_000;

/**
 * What this archive does as a DIMSE service class user. Throws an AssociationError where the peer cannot be reached
 * or refuses us, a DimseError where it refuses a request.
 */
@Injectable()
export class DimseClient {
  constructor(
    private readonly config: Config,
    private readonly tls: DimseTls,
    private readonly outgoing: OutgoingObjects,
  ) {}

  /** C-ECHO; what came back is the result, also when nothing did. */
  async echo(peer: Remote): Promise<EchoResult> {
    try {
      const status = await this.with(peer, [message(SOP_CLASS.verification)], async (connection) =>
        (await connection.ask(new dimse.requests.CEchoRequest(), ANSWER_MS)).getStatus(),
      );
      if (status === STATUS.success)
        return { outcome: 'answered', status, detail: `${peer.aeTitle} answered` };
      return {
        outcome: 'refused',
        status,
        detail: `${peer.aeTitle} answered with status ${status.toString(16)}`,
      };
    } catch (error) {
      const outcome = error instanceof AssociationError ? error.kind : 'unreachable';
      return { outcome, status: null, detail: (error as Error).message };
    }
  }

  /**
   * C-STORE of instances, in their order and stored transfer syntax where the peer takes it: one result for each,
   * also where the association could not be opened or broke. Ends the association when the caller stops reading.
   */
  async *store(
    peer: Remote,
    instances: readonly StoredInstance[],
    originator?: MoveOriginator,
  ): AsyncGenerator<StoreResult> {
    for (const shipment of shipments(instances)) {
      let connection: Connection;
      try {
        connection = await this.dial(peer, shipment.proposals);
      } catch (error) {
        const detail = (error as Error).message;
        for (const { sopInstanceUid } of shipment.instances)
          yield { sopInstanceUid, outcome: 'failed', status: null, detail };
        continue;
      }
      try {
        for (const instance of shipment.instances)
          yield await this.outgoing.send(connection, instance, originator);
      } finally {
        await connection.release();
      }
    }
  }

  /** C-FIND in the study root; `keys` by keyword, those to be returned with an empty value. */
  async find(
    peer: Remote,
    level: QueryLevel,
    keys: Readonly<Record<string, string>>,
    options: FindOptions = {},
  ): Promise<DicomJsonDataset[]> {
    return this.with(peer, [message(SOP_CLASS.studyRootFind)], (connection) =>
      findOver(connection, level, keys, options),
    );
  }

  /** C-MOVE in the study root of what `keys` select, to the AE title that the peer knows as `destination`. */
  async move(peer: Remote, level: QueryLevel, keys: UniqueKeys, destination: string): Promise<MoveResult> {
    return this.with(peer, [message(SOP_CLASS.studyRootMove)], (connection) =>
      moveOver(connection, level, keys, destination),
    );
  }

  /** N-EVENT-REPORT of a storage commitment. Throws where the peer does not take it. */
  async report(peer: Remote, report: CommitmentReport): Promise<void> {
    const proposal = { ...message(SOP_CLASS.storageCommitmentPushModel), asScp: true };
    await this.with(peer, [proposal], (connection) => reportOver(connection, report, ANSWER_MS));
  }

  private async with<T>(
    peer: Remote,
    proposals: readonly ContextProposal[],
    work: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const connection = await this.dial(peer, proposals);
    try {
      return await work(connection);
    } finally {
      await connection.release();
    }
  }

  private async dial(peer: Remote, proposals: readonly ContextProposal[]): Promise<Connection> {
    const callingAeTitle = this.config.env.DIMSE_AE_TITLE;
    return Connection.open(peer, proposals, { callingAeTitle, tls: this.tls.client(), timeoutMs: ANSWER_MS });
  }
}

function message(sopClassUid: string): ContextProposal {
  return { sopClassUid, transferSyntaxUids: MESSAGE_TRANSFER_SYNTAX_UIDS };
}
