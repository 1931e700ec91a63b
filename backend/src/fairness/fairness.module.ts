import { Module } from '@nestjs/common';
import { TurnaroundModule } from '../turnaround/index.js';
import { WorklistModule } from '../worklist/index.js';
import { FairnessController } from './api/fairness.controller.js';
import { ListHistoryController } from './api/list-history.controller.js';
import { Choices } from './choices.js';
import { FairnessService } from './fairness.service.js';
import { FairnessProjection } from './listeners/fairness-projection.js';
import { ListHistoryService } from './list-history.service.js';
import { ListLog } from './list-log.js';
import { Names } from './names.js';
import { ReaderActs } from './reader-acts.js';
import { ReaderDays } from './reader-days.js';

@Module({
  imports: [WorklistModule, TurnaroundModule],
  providers: [ListLog, Choices, ReaderDays],
  exports: [WorklistModule, ListLog, Choices, ReaderDays],
})
class FairnessModule {}

/** How work is spread over readers, and the list as it was at any moment; in the API process. */
@Module({
  imports: [FairnessModule],
  providers: [Names, ReaderActs, FairnessService, ListHistoryService],
  controllers: [FairnessController, ListHistoryController],
})
export class FairnessHttpModule {}

/** Counts what readers do; in the worker. */
@Module({ imports: [FairnessModule], providers: [FairnessProjection] })
export class FairnessWorkerModule {}
