import { Module } from '@nestjs/common';
import { InferenceEvaluationModule } from '../inference/index.js';
import { ModelsModule } from '../models/index.js';
import { ModelsController } from './api/models.controller.js';
import { SchemasController } from './api/schemas.controller.js';
import { ValidationController } from './api/validation.controller.js';
import { Cohorts } from './cohorts.js';
import { EvidenceService } from './evidence.js';
import { GovernanceService } from './governance.service.js';
import { StopRuleWatch } from './jobs/stop-rule-watch.js';
import { ValidationRunner } from './jobs/validation-runner.js';
import { ModelView } from './model-view.js';
import { MonitoredRuns } from './monitored-runs.js';
import { MonitoringService } from './monitoring.service.js';
import { Validations } from './validations.js';

const providers = [
  Cohorts,
  EvidenceService,
  GovernanceService,
  ModelView,
  MonitoredRuns,
  MonitoringService,
  Validations,
];

/** The life cycle of models with its gates, their validation and monitoring. */
@Module({ imports: [ModelsModule], providers, exports: providers })
export class GovernanceModule {}

@Module({
  imports: [GovernanceModule, ModelsModule],
  controllers: [ModelsController, SchemasController, ValidationController],
})
export class GovernanceHttpModule {}

/** Validation and stop rules; in the worker. */
@Module({
  imports: [GovernanceModule, ModelsModule, InferenceEvaluationModule],
  providers: [StopRuleWatch, ValidationRunner],
})
export class GovernanceWorkerModule {}
