import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ModelCatalogue } from '../../models/index.js';
import { Loop } from '../../platform/index.js';
import { GovernanceService } from '../governance.service.js';
import { MonitoringService } from '../monitoring.service.js';

const EVERY_MS = 30_000;

/** Looks at the stop rules of what readers are shown, and pauses a version that breaks one; in the worker. */
@Injectable()
export class StopRuleWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(StopRuleWatch.name);
  private readonly loop: Loop;

  constructor(
    private readonly catalogue: ModelCatalogue,
    private readonly monitoring: MonitoringService,
    private readonly governance: GovernanceService,
  ) {
    this.loop = new Loop(
      async () => {
        await this.look();
        return false;
      },
      EVERY_MS,
      (error) => this.logger.error(`Stop rules not judged, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  async look(): Promise<void> {
    for (const model of await this.catalogue.inStages(['canary', 'live'])) {
      const broken = (await this.monitoring.ruleStates(model)).filter((rule) => rule.state === 'broken');
      if (broken.length === 0) continue;
      const reason = `Stop rule: ${broken.map((rule) => rule.text).join('; ')}`;
      if (await this.governance.pauseByRule(model, reason))
        this.logger.warn(`Model ${model.modelId} ${model.version} is paused. ${reason}`);
    }
  }
}
