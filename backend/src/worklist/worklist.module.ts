import { Module } from '@nestjs/common';
import { InferenceModule } from '../inference/index.js';
import { ResultsModule } from '../results/index.js';
import { ClaimController } from './api/claim.controller.js';
import { StudyController } from './api/study.controller.js';
import { WorklistController } from './api/worklist.controller.js';
import { ChangeRecorder } from './change-recorder.js';
import { ClaimStore } from './claim-store.js';
import { ClaimsService } from './claims.service.js';
import { ClaimExpiry } from './listeners/claim-expiry.js';
import { WorklistListener } from './listeners/worklist.listener.js';
import { Prioritiser } from './prioritiser.js';
import { ReadingMarks } from './reading-marks.js';
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
    ClaimStore,
    ClaimsService,
    ReadingMarks,
    WorklistService,
    StudyService,
    StudyIntakeService,
    StudyRemovalService,
  ],
  exports: [
    WorklistService,
    ClaimsService,
    StudyService,
    StudyIntakeService,
    StudyRemovalService,
    Prioritiser,
  ],
})
export class WorklistModule {}

@Module({ imports: [WorklistModule], controllers: [WorklistController, ClaimController, StudyController] })
export class WorklistHttpModule {}

/** Follows events and the clock; runs in the worker. */
@Module({ imports: [WorklistModule], providers: [WorklistListener, ClaimExpiry] })
export class WorklistWorkerModule {}
