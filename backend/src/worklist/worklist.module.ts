import { Module } from '@nestjs/common';
import { InferenceModule } from '../inference/index.js';
import { ResultsModule } from '../results/index.js';
import { AssignmentController } from './api/assignment.controller.js';
import { ClaimController } from './api/claim.controller.js';
import { ReaderController } from './api/reader.controller.js';
import { StudyController } from './api/study.controller.js';
import { WorklistController } from './api/worklist.controller.js';
import { AssignmentStore } from './assignment-store.js';
import { ChangeRecorder } from './change-recorder.js';
import { ClaimStore } from './claim-store.js';
import { ClaimSweep } from './claim-sweep.js';
import { ClaimsService } from './claims.service.js';
import { HandOverService } from './hand-over.service.js';
import { Leases } from './leases.js';
import { ClaimExpiry } from './listeners/claim-expiry.js';
import { WorklistListener } from './listeners/worklist.listener.js';
import { NextStudyService } from './next-study.service.js';
import { Prioritiser } from './prioritiser.js';
import { ReaderStore } from './reader-store.js';
import { ReadersService } from './readers.service.js';
import { ReadingMarks } from './reading-marks.js';
import { RightsService } from './rights.service.js';
import { SkipsService } from './skips.service.js';
import { StudyFinder } from './study-finder.js';
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
    Leases,
    ClaimSweep,
    ReaderStore,
    AssignmentStore,
    RightsService,
    ClaimsService,
    HandOverService,
    SkipsService,
    StudyFinder,
    NextStudyService,
    ReadersService,
    ReadingMarks,
    WorklistService,
    StudyService,
    StudyIntakeService,
    StudyRemovalService,
  ],
  exports: [
    WorklistService,
    ClaimsService,
    ClaimSweep,
    HandOverService,
    SkipsService,
    NextStudyService,
    ReadersService,
    StudyService,
    StudyIntakeService,
    StudyRemovalService,
    Prioritiser,
  ],
})
export class WorklistModule {}

@Module({
  imports: [WorklistModule],
  controllers: [WorklistController, ClaimController, AssignmentController, ReaderController, StudyController],
})
export class WorklistHttpModule {}

/** Follows events and the clock; runs in the worker. */
@Module({ imports: [WorklistModule], providers: [WorklistListener, ClaimExpiry] })
export class WorklistWorkerModule {}
