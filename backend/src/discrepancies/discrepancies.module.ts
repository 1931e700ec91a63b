import { Module } from '@nestjs/common';
import { WorklistModule } from '../worklist/index.js';
import { DiscrepancyController } from './api/discrepancy.controller.js';
import { DiscrepanciesService } from './discrepancies.service.js';
import { DiscrepancyRecorder } from './discrepancy-recorder.js';
import { DiscrepancyStore } from './discrepancy-store.js';
import { EmergencyInterpretations } from './emergency.service.js';
import { FinalReports } from './final-reports.js';
import { Gradings } from './gradings.service.js';
import { LateResults } from './late-results.js';
import { LateResultListener } from './listeners/late-result.listener.js';

/** Where two that looked at one study did not say the same, until somebody has settled it. */
@Module({
  imports: [WorklistModule],
  providers: [
    DiscrepancyStore,
    DiscrepancyRecorder,
    DiscrepanciesService,
    LateResults,
    EmergencyInterpretations,
    Gradings,
    FinalReports,
  ],
  exports: [DiscrepanciesService, LateResults, EmergencyInterpretations, Gradings, FinalReports],
})
export class DiscrepanciesModule {}

@Module({ imports: [DiscrepanciesModule], controllers: [DiscrepancyController] })
export class DiscrepanciesHttpModule {}

/** Follows events; in the worker. */
@Module({ imports: [DiscrepanciesModule], providers: [LateResultListener] })
export class DiscrepanciesWorkerModule {}
