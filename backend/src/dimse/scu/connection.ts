import dimse from 'dcmjs-dimse';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { DicomJsonDataset } from '../../dicom/index.js';
import { closeSocket, Link, type Association, type Response } from '../protocol/link.js';
import { ASSOCIATION } from '../tables.js';

/** Whom to call. */
export interface Remote {
  aeTitle: string;
  host: string;
  port: number;
  tls: boolean;
}

/** One presentation context to propose. */
export interface ContextProposal {
  sopClassUid: string;
  transferSyntaxUids: readonly string[];
  /** True: we take part as the SCP of this class (PS3.7 section D.3.3.4). */
  asScp?: boolean;
}

export interface DialOptions {
  callingAeTitle: string;
  tls: ConnectionOptions;
  /** For the connection and for the answer to the association request, each. */
  timeoutMs: number;
}

/** The peer could not be reached, or did not let us in. */
export class AssociationError extends Error {
  constructor(
    readonly kind: 'unreachable' | 'refused',
    message: string,
  ) {
    super(message);
  }
}

/** The library's own timers stay out of the way: every wait here has its own. */
const NEVER_MS = 2 ** 31 - 1;
const RELEASE_MS = 5000;

const REFUSALS: Readonly<Record<string, string>> = {
  '1.1': 'no reason given',
  '1.2': 'application context not supported',
  '1.3': 'it does not recognise our AE title',
  '1.7': 'it has another AE title',
  '2.2': 'protocol version not supported',
  '3.1': 'it is congested',
  '3.2': 'its limit of associations is reached',
};

/** An association that we opened. */
export class Connection extends Link {
  private constructor(socket: Socket) {
    super(socket, { connectTimeout: ASSOCIATION.idleMs, associationTimeout: NEVER_MS, pduTimeout: NEVER_MS });
  }

  /** Throws an AssociationError. */
  static async open(
    remote: Remote,
    proposals: readonly ContextProposal[],
    options: DialOptions,
  ): Promise<Connection> {
    const { host, port } = remote;
    const named = isIP(host) === 0 ? { servername: host } : {};
    const socket = remote.tls
      ? connectTls({ host, port, ...named, ...options.tls })
      : connectPlain({ host, port });
    socket.setNoDelay(true);
    const connection = new Connection(socket);
    try {
      await connection.associate(
        associationFor(remote, proposals, options.callingAeTitle),
        options.timeoutMs,
      );
      return connection;
    } catch (error) {
      socket.destroy();
      if (error instanceof AssociationError) throw error;
      throw new AssociationError('unreachable', `${host}:${port}: ${(error as Error).message}`);
    }
  }

  /** Releases the association; aborts where the peer does not answer. */
  async release(): Promise<void> {
    if (this.isOpen) {
      const released = this.orEnd<unknown>((resolve, reject) => {
        this.on('associationReleaseResponse', resolve);
        setTimeout(() => reject(new Error('No answer to the release')), RELEASE_MS).unref();
      });
      this.sendAssociationReleaseRequest();
      await released.catch(() => undefined);
    }
    await closeSocket(this.connection, RELEASE_MS);
  }

  /** A-ABORT: ends at once, whatever is going on. */
  terminate(): void {
    if (this.isOpen) this.sendAbort();
    this.connection.destroySoon();
  }

  /** The identifier of a response, while it is being handled. */
  identifierOf(response: Response): DicomJsonDataset {
    return this.identifier(response);
  }

  private async associate(association: Association, timeoutMs: number): Promise<void> {
    const timer = setTimeout(() => this.connection.destroy(new Error('No answer in time')), timeoutMs);
    try {
      this.negotiated = await this.orEnd<Association>((resolve, reject) => {
        this.on('connect', () => this.sendAssociationRequest(association));
        this.on('associationAccepted', resolve);
        this.on('associationRejected', ({ source, reason }: { source: number; reason: number }) => {
          const why = REFUSALS[`${source}.${reason}`] ?? `source ${source}, reason ${reason}`;
          reject(new AssociationError('refused', `The peer refused the association: ${why}`));
        });
      });
    } finally {
      clearTimeout(timer);
    }
  }
}

function associationFor(
  remote: Remote,
  proposals: readonly ContextProposal[],
  callingAeTitle: string,
): Association {
  const association = new dimse.association.Association(callingAeTitle, remote.aeTitle);
  for (const { sopClassUid, transferSyntaxUids, asScp } of proposals) {
    const id = association.addPresentationContext(sopClassUid);
    for (const uid of transferSyntaxUids) association.addTransferSyntaxToPresentationContext(id, uid);
    if (asScp) {
      association.getPresentationContext(id).setUserRole(false);
      association.getPresentationContext(id).setProviderRole(true);
    }
  }
  return association;
}
