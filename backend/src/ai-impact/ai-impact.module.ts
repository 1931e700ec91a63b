import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/index.js';
import { GovernanceModule } from '../governance/index.js';
import { ModelsModule } from '../models/index.js';
import { RulesModule } from '../rules/index.js';
import { TurnaroundModule } from '../turnaround/index.js';
import { AiImpactService } from './ai-impact.service.js';
import { AiImpactController } from './api/ai-impact.controller.js';
import { ImpactLogs } from './impact-logs.js';
import { KeptImpacts } from './kept-impacts.js';

/** What the AI was worth, and who paid. Keeps nothing. */
@Module({
  imports: [AlertsModule, GovernanceModule, ModelsModule, RulesModule, TurnaroundModule],
  providers: [AiImpactService, ImpactLogs, KeptImpacts],
  controllers: [AiImpactController],
})
export class AiImpactHttpModule {}
