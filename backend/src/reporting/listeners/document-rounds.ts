import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Loop, WakeUp } from '../../platform/index.js';
import { ReportDocuments } from '../document/report-documents.js';

const CHECK_MS = 5000;

/** Stores what was signed as soon as it is; in the worker. */
@Injectable()
export class DocumentRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(DocumentRounds.name);
  private readonly loop: Loop;
  private unsubscribe: (() => void) | undefined;

  constructor(
    documents: ReportDocuments,
    private readonly wakeUp: WakeUp,
  ) {
    this.loop = new Loop(
      () => documents.storeNext(),
      CHECK_MS,
      (error) => this.logger.error(`Reports could not be stored, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.unsubscribe = this.wakeUp.subscribe(() => this.loop.wake(), ['ReportSigned']);
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.unsubscribe?.();
    await this.loop.stop();
  }
}
