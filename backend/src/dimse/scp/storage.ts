import { Injectable, Logger } from '@nestjs/common';
import { ObjectCollector, ObjectStore, ObjectTooLarge } from '../../archive/index.js';
import { actorOf } from '../../identity/index.js';
import { IngestService, Receptions, type Provenance, type Reception } from '../../ingest/index.js';
import { Config, DomainError } from '../../platform/index.js';
import type { Conversation } from './conversation.js';
import type { ReceivedDataset } from './received-dataset.js';
import { failureStatus, statusOf, type StoreStatus } from './store-status.js';

/** What one association stores; it holds its studies open until it is closed. */
export interface StorageSession {
  /** Stores the dataset that was announced as this SOP instance. */
  store(sopInstanceUid: string, dataset: ReceivedDataset): Promise<StoreStatus>;
  close(): Promise<void>;
}

/** Storage SCP: each association that stores is a reception of the ingest room. */
@Injectable()
export class StorageScp {
  private readonly logger = new Logger(StorageScp.name);

  constructor(
    private readonly config: Config,
    private readonly ingest: IngestService,
    private readonly receptions: Receptions,
    private readonly objects: ObjectStore,
  ) {}

  /** Collects the datasets of one association, one after the other. */
  collector(): ObjectCollector {
    return new ObjectCollector(this.objects, this.config.env.MAX_OBJECT_BYTES);
  }

  async open({ source, principal, peer }: Conversation): Promise<StorageSession> {
    const reception = await this.receptions.begin('dimse', source);
    const provenance: Provenance = {
      door: 'dimse',
      source,
      actor: actorOf(principal),
      role: principal.role,
      backfillAgeDays: peer?.backfillAgeDays ?? undefined,
    };
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
      if (error instanceof ObjectTooLarge) return failureStatus(error.message);
      if (error instanceof DomainError) return failureStatus(error.title);
      this.logger.error(
        `C-STORE of ${sopInstanceUid} failed: ${(error as Error).message}`,
        (error as Error).stack,
      );
      return failureStatus();
    } finally {
      await dataset.release();
    }
  }
}
