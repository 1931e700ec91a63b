import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import dimse from 'dcmjs-dimse';
import { createServer, type Server, type Socket } from 'node:net';
import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME } from '../../../dicom/index.js';
import { ObjectCollector, ObjectStore, ObjectTooLarge } from '../../../archive/index.js';
import { AccessService, actorOf, type Principal } from '../../../identity/index.js';
import { Config, DomainError } from '../../../platform/index.js';
import type { Provenance } from '../../domain/outcome.js';
import { IngestService } from '../../ingest.service.js';
import { Receptions, type Reception } from '../../receptions.js';
import type { ReceivedDataset } from './received-dataset.js';
import type { PeerAssociation, StoreDoor } from './store-door.js';
import { failureStatus, statusOf, type StoreStatus } from './status.js';
import { StoreScp } from './store-scp.js';

const MAXIMUM_PDU = 131_072;
const ASSOCIATION_TIMEOUT_MS = 60_000;

/** Listens for associations; each becomes a reception that stores through the ingest service. */
@Injectable()
export class DimseDoor implements StoreDoor, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(DimseDoor.name);
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  constructor(
    private readonly config: Config,
    private readonly ingest: IngestService,
    private readonly receptions: Receptions,
    private readonly access: AccessService,
    private readonly objects: ObjectStore,
  ) {}

  get aeTitle(): string {
    return this.config.env.DIMSE_AE_TITLE;
  }

  collector(): ObjectCollector {
    return new ObjectCollector(this.objects, this.config.env.MAX_OBJECT_BYTES);
  }

  async onApplicationBootstrap(): Promise<void> {
    dimse.log.disableAll();
    dimse.Implementation.setMaxPduLength(MAXIMUM_PDU);
    dimse.Implementation.setImplementationClassUid(IMPLEMENTATION_CLASS_UID);
    dimse.Implementation.setImplementationVersion(IMPLEMENTATION_VERSION_NAME);
    const server = createServer((socket) => this.serve(socket));
    this.server = server;
    const { DIMSE_PORT: port, FIRSTREAD_BIND: host } = this.config.env;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    this.logger.log(`AE title ${this.aeTitle} listens on ${host}:${port}`);
  }

  async onApplicationShutdown(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server?.close(() => resolve()) ?? resolve());
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Throws where the policy refuses the peer. */
  async open(callingAeTitle: string, address: string): Promise<PeerAssociation> {
    const principal: Principal = {
      kind: 'peer',
      id: callingAeTitle,
      displayName: callingAeTitle,
      email: null,
      role: 'device',
    };
    const source = `${callingAeTitle}@${address}`;
    await this.access.enforce(principal, { action: 'study.store', source });
    const reception = await this.receptions.begin('dimse', source);
    const provenance: Provenance = { door: 'dimse', source, actor: actorOf(principal), role: principal.role };
    return {
      store: (sopInstanceUid, dataset) => this.store(sopInstanceUid, dataset, provenance, reception),
      close: () => reception.close(),
    };
  }

  private async store(
    sopInstanceUid: string,
    dataset: ReceivedDataset,
    provenance: Provenance,
    reception: Reception,
  ): Promise<StoreStatus> {
    try {
      const content = await dataset.content();
      return statusOf(await this.ingest.receive(content, provenance, { reception, sopInstanceUid }));
    } catch (error) {
      if (error instanceof DomainError) return failureStatus(error.title);
      if (error instanceof ObjectTooLarge) return { status: 0xa700, comment: error.message };
      this.logger.error(
        `C-STORE of ${sopInstanceUid} failed: ${(error as Error).message}`,
        (error as Error).stack,
      );
      return failureStatus();
    } finally {
      await dataset.release();
    }
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.setNoDelay(true);
    const scp = new StoreScp(socket, {
      door: this,
      associationTimeout: ASSOCIATION_TIMEOUT_MS,
      pduTimeout: ASSOCIATION_TIMEOUT_MS,
    });
    scp.on('networkError', (error: Error) => {
      this.logger.debug(`Association ended: ${error.message}`);
      socket.destroy();
    });
  }
}
