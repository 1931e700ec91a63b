import { Module } from '@nestjs/common';
import { InferenceModule } from '../inference/index.js';
import { OrdersModule } from '../orders/index.js';
import { ResultsModule } from '../results/index.js';
import { RulesModule } from '../rules/index.js';
import { ClaimController } from './api/claim.controller.js';
import { RulesPreviewController } from './api/rules-preview.controller.js';
import { AssignmentController } from './api/assignment.controller.js';
import { HoldController } from './api/hold.controller.js';
import { ReaderController } from './api/reader.controller.js';
import { StudyController } from './api/study.controller.js';
import { ViewController } from './api/view.controller.js';
import { WorklistController } from './api/worklist.controller.js';
import { AssignmentStore } from './assignment-store.js';
import { ChangeRecorder } from './change-recorder.js';
import { CriticalMarks } from './critical-marks.js';
import { ClaimStore } from './claim-store.js';
import { ClaimSweep } from './claim-sweep.js';
import { ClaimsService } from './claims.service.js';
import { HoldStore } from './hold-store.js';
import { HoldSweep } from './hold-sweep.js';
import { Holds } from './holds.js';
import { HoldsService } from './holds.service.js';
import { LayoutStore } from './layout-store.js';
import { ClaimExpiry } from './listeners/claim-expiry.js';
import { WorklistListener } from './listeners/worklist.listener.js';
import { DepartmentLoad } from './department-load.js';
import { OpeningService } from './opening.service.js';
import { PriorsService } from './priors.service.js';
import { OrderKeeper } from './order-keeper.js';
import { Prioritiser } from './prioritiser.js';
import { ReadingFacts } from './reading-facts.js';
import { ReadingMarks } from './reading-marks.js';
import { RulesPreviewer } from './rules-preview.js';
import { HandOverService } from './hand-over.service.js';
import { Leases } from './leases.js';
import { NextStudyService } from './next-study.service.js';
import { ReaderStore } from './reader-store.js';
import { ReadersService } from './readers.service.js';
import { RightsService } from './rights.service.js';
import { SignedReadings } from './signed-readings.js';
import { SkipsService } from './skips.service.js';
import { StudiesToRead } from './studies-to-read.js';
import { StudyFinder } from './study-finder.js';
import { StudyHistory } from './study-history.js';
import { StudyIntakeService } from './study-intake.service.js';
import { StudyRemovalService } from './study-removal.service.js';
import { StudyService } from './study.service.js';
import { UnreadFacets } from './unread-facets.js';
import { StudyWorks } from './study-works.js';
import { ViewStore } from './view-store.js';
import { ViewsService } from './views.service.js';
import { WorkloadStore } from './workload-store.js';
import { WorklistRepository } from './worklist.repository.js';
import { WorklistPages } from './worklist-pages.js';
import { WorklistService } from './worklist.service.js';
import { WorklistView } from './worklist.view.js';

@Module({
  imports: [InferenceModule, OrdersModule, ResultsModule, RulesModule],
  providers: [
    WorklistRepository,
    StudiesToRead,
    WorklistView,
    ReadingFacts,
    Prioritiser,
    OrderKeeper,
    DepartmentLoad,
    StudyWorks,
    RulesPreviewer,
    ChangeRecorder,
    ClaimStore,
    Leases,
    ClaimSweep,
    WorkloadStore,
    HoldStore,
    Holds,
    HoldSweep,
    ReaderStore,
    AssignmentStore,
    RightsService,
    ClaimsService,
    HandOverService,
    SkipsService,
    HoldsService,
    StudyFinder,
    NextStudyService,
    ReadersService,
    ReadingMarks,
    SignedReadings,
    CriticalMarks,
    WorklistPages,
    WorklistService,
    StudyService,
    StudyHistory,
    OpeningService,
    PriorsService,
    StudyIntakeService,
    StudyRemovalService,
    UnreadFacets,
    ViewStore,
    ViewsService,
    LayoutStore,
  ],
  exports: [
    DepartmentLoad,
    StudyWorks,
    WorklistPages,
    WorklistService,
    SignedReadings,
    CriticalMarks,
    RightsService,
    ClaimsService,
    ClaimSweep,
    HandOverService,
    SkipsService,
    HoldsService,
    HoldSweep,
    NextStudyService,
    ReadersService,
    StudyService,
    StudyHistory,
    OpeningService,
    PriorsService,
    StudyIntakeService,
    StudyRemovalService,
    Prioritiser,
    OrderKeeper,
    RulesPreviewer,
    ViewsService,
    LayoutStore,
  ],
})
export class WorklistModule {}

@Module({
  imports: [WorklistModule],
  controllers: [
    WorklistController,
    ClaimController,
    AssignmentController,
    HoldController,
    ReaderController,
    ViewController,
    StudyController,
    RulesPreviewController,
  ],
})
export class WorklistHttpModule {}

/** Follows events and the clock; runs in the worker. */
@Module({ imports: [WorklistModule], providers: [WorklistListener, ClaimExpiry] })
export class WorklistWorkerModule {}
