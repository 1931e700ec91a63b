import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AiImpactWorkerModule } from '../ai-impact/index.js';
import { AlertsWorkerModule } from '../alerts/index.js';
import { ArchiveWorkerModule } from '../archive/index.js';
import { ChangesWorkerModule } from '../changes/index.js';
import { CriticalWorkerModule } from '../critical/index.js';
import { TurnaroundWorkerModule } from '../turnaround/index.js';
import { TurnaroundReportWorkerModule } from '../turnaround-report/index.js';
import { DiscrepanciesWorkerModule } from '../discrepancies/index.js';
import { FairnessWorkerModule } from '../fairness/index.js';
import { GovernanceWorkerModule } from '../governance/index.js';
import { InferenceWorkerModule } from '../inference/index.js';
import { SettlingModule } from '../ingest/index.js';
import { PeerLearningWorkerModule } from '../peer-learning/index.js';
import { JsonLogger, QueueModule, type Config } from '../platform/index.js';
import { ReportingWorkerModule } from '../reporting/index.js';
import { ResultsWorkerModule } from '../results/index.js';
import { RoutingWorkerModule } from '../routing/index.js';
import { VerificationWorkerModule } from '../verification/index.js';
import { WorklistWorkerModule } from '../worklist/index.js';
import { baseModules } from './base.js';

@Module({})
class WorkerModule {
  static with(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ...baseModules(config, 'worker'),
        QueueModule.with(config),
        ArchiveWorkerModule,
        SettlingModule,
        InferenceWorkerModule,
        ResultsWorkerModule,
        VerificationWorkerModule,
        GovernanceWorkerModule,
        WorklistWorkerModule,
        DiscrepanciesWorkerModule,
        ReportingWorkerModule,
        PeerLearningWorkerModule,
        RoutingWorkerModule,
        ChangesWorkerModule,
        AlertsWorkerModule,
        CriticalWorkerModule,
        TurnaroundWorkerModule,
        TurnaroundReportWorkerModule,
        AiImpactWorkerModule,
        FairnessWorkerModule,
      ],
    };
  }
}

/** Completes studies, runs models, writes results, keeps the worklist in step. */
export async function startWorker(config: Config): Promise<void> {
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config), {
    logger: new JsonLogger(config.env.FIRSTREAD_LOG, 'worker'),
  });
  app.enableShutdownHooks();
}
