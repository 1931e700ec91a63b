import { Module } from '@nestjs/common';
import { InferenceEvaluationModule } from '../inference/index.js';
import { ModelsModule } from '../models/index.js';
import { RulesModule } from '../rules/index.js';
import { EvidencePackController } from './api/evidence-pack.controller.js';
import { ModelsController } from './api/models.controller.js';
import { SchemasController } from './api/schemas.controller.js';
import { ValidationController } from './api/validation.controller.js';
import { Cohorts } from './cohorts.js';
import { EvidenceService } from './evidence.js';
import { EvidencePack } from './evidence-pack.js';
import { GovernanceService } from './governance.service.js';
import { StopRuleWatch } from './jobs/stop-rule-watch.js';
import { ValidationRunner } from './jobs/validation-runner.js';
import { ModelView } from './model-view.js';
import { MonitoredRuns } from './monitored-runs.js';
import { MonitoringService } from './monitoring.service.js';
import { Validations } from './validations.js';
import { VersionEvidence } from './version-evidence.js';

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
  imports: [GovernanceModule, ModelsModule, RulesModule],
  providers: [EvidencePack, VersionEvidence],
  controllers: [EvidencePackController, ModelsController, SchemasController, ValidationController],
})
export class GovernanceHttpModule {}

/** Validation and stop rules; in the worker. */
@Module({
  imports: [GovernanceModule, ModelsModule, InferenceEvaluationModule],
  providers: [StopRuleWatch, ValidationRunner],
})
export class GovernanceWorkerModule {}
