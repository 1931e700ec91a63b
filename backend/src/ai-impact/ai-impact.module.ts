import { Module } from '@nestjs/common';
import { GovernanceModule } from '../governance/index.js';
import { ModelsModule } from '../models/index.js';
import { RulesModule } from '../rules/index.js';
import { AiImpactService } from './ai-impact.service.js';
import { AnswerStore } from './answer-store.js';
import { AiImpactController } from './api/ai-impact.controller.js';
import { ImpactMaker } from './impact-maker.js';
import { ImpactTasks } from './impact-tasks.js';
import { ImpactRounds } from './listeners/impact-rounds.js';
import { LogMark } from './log-mark.js';
import { UsualImpacts } from './usual-impacts.js';

/** Answers to what the AI was worth, and who paid. */
@Module({
  imports: [GovernanceModule, ModelsModule],
  providers: [AnswerStore, LogMark],
  exports: [AnswerStore, LogMark, GovernanceModule, ModelsModule],
})
class AiImpactModule {}

/** Gives out what is kept, at once; in the API process. */
@Module({ imports: [AiImpactModule], providers: [AiImpactService], controllers: [AiImpactController] })
export class AiImpactHttpModule {}

/** Makes answers; in the worker. */
@Module({
  imports: [AiImpactModule, RulesModule],
  providers: [ImpactTasks, ImpactMaker, UsualImpacts, ImpactRounds],
})
export class AiImpactWorkerModule {}
