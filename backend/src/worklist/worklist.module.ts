import { Module } from '@nestjs/common';
import { InferenceModule } from '../inference/index.js';
import { ResultsModule } from '../results/index.js';
import { StudyController } from './api/study.controller.js';
import { WorklistController } from './api/worklist.controller.js';
import { ChangeRecorder } from './change-recorder.js';
import { WorklistListener } from './listeners/worklist.listener.js';
import { Prioritiser } from './prioritiser.js';
import { StudyIntakeService } from './study-intake.service.js';
import { StudyRemovalService } from './study-removal.service.js';
import { StudyService } from './study.service.js';
import { WorklistRepository } from './worklist.repository.js';
import { WorklistService } from './worklist.service.js';
import { WorklistView } from './worklist.view.js';

@Module({
  imports: [InferenceModule, ResultsModule],
  providers: [
    WorklistRepository,
    WorklistView,
    Prioritiser,
    ChangeRecorder,
    WorklistService,
    StudyService,
    StudyIntakeService,
    StudyRemovalService,
  ],
  exports: [WorklistService, StudyService, StudyIntakeService, StudyRemovalService, Prioritiser],
})
export class WorklistModule {}

@Module({ imports: [WorklistModule], controllers: [WorklistController, StudyController] })
export class WorklistHttpModule {}

/** Follows events and the clock; runs in the worker. */
@Module({ imports: [WorklistModule], providers: [WorklistListener] })
export class WorklistWorkerModule {}
