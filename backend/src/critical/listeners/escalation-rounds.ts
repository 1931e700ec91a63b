import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Loop } from '../../platform/index.js';
import { CriticalEscalationService } from '../escalation.service.js';

const CHECK_MS = 1000;

/** Lets critical results escalate as time goes on; in the worker. */
@Injectable()
export class EscalationRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(EscalationRounds.name);
  private readonly escalation: Loop;

  constructor(escalation: CriticalEscalationService) {
    this.escalation = new Loop(
      async () => (await escalation.escalateDue()) > 0,
      CHECK_MS,
      (error) => this.logger.error(`Critical results could not escalate, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.escalation.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.escalation.stop();
  }
}
