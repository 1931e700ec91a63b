import { Module } from '@nestjs/common';
import { WorklistModule } from '../worklist/index.js';
import { DiscrepancyController } from './api/discrepancy.controller.js';
import { DiscrepanciesService } from './discrepancies.service.js';
import { LateResults } from './late-results.js';
import { LateResultListener } from './listeners/late-result.listener.js';

/** AI results that came after the reading, until a reader has looked at them. */
@Module({
  imports: [WorklistModule],
  providers: [DiscrepanciesService, LateResults],
  exports: [DiscrepanciesService, LateResults],
})
export class DiscrepanciesModule {}

@Module({ imports: [DiscrepanciesModule], controllers: [DiscrepancyController] })
export class DiscrepanciesHttpModule {}

/** Follows events; in the worker. */
@Module({ imports: [DiscrepanciesModule], providers: [LateResultListener] })
export class DiscrepanciesWorkerModule {}
