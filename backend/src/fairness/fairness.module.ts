import { Module } from '@nestjs/common';
import { WorklistModule } from '../worklist/index.js';
import { FairnessController } from './api/fairness.controller.js';
import { ListHistoryController } from './api/list-history.controller.js';
import { FairnessService } from './fairness.service.js';
import { ListHistoryService } from './list-history.service.js';
import { ListLog } from './list-log.js';
import { Names } from './names.js';
import { WorkOfPeriod } from './work-of-period.js';

/** How work is spread over readers, and the list as it was at any moment; in the API process. */
@Module({
  imports: [WorklistModule],
  providers: [ListLog, Names, WorkOfPeriod, FairnessService, ListHistoryService],
  controllers: [FairnessController, ListHistoryController],
})
export class FairnessHttpModule {}
