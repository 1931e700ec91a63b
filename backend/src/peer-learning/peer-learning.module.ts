import { Module } from '@nestjs/common';
import { ReportingModule } from '../reporting/index.js';
import { WorklistModule } from '../worklist/index.js';
import { LearningSettingsController } from './api/learning-settings.controller.js';
import { PeerReviewController } from './api/peer-review.controller.js';
import { LearningRounds } from './learning-rounds.service.js';
import { LearningSettings } from './learning-settings.service.js';
import { LearningTotals } from './learning-totals.service.js';
import { WeeklyRounds } from './listeners/weekly-rounds.js';
import { PeerReviewPages } from './peer-review-pages.js';
import { PeerReviewStore } from './peer-review-store.js';
import { PeerReviews } from './peer-reviews.service.js';
import { ReviewableReports } from './reviewable-reports.js';

/** Colleagues look at each other's signed reports, to learn from them. */
@Module({
  imports: [WorklistModule, ReportingModule],
  providers: [
    ReviewableReports,
    PeerReviewStore,
    PeerReviewPages,
    PeerReviews,
    LearningSettings,
    LearningTotals,
    LearningRounds,
  ],
  exports: [PeerReviewPages, PeerReviews, LearningSettings, LearningTotals, LearningRounds],
})
export class PeerLearningModule {}

@Module({ imports: [PeerLearningModule], controllers: [PeerReviewController, LearningSettingsController] })
export class PeerLearningHttpModule {}

/** Draws once a week; in the worker. */
@Module({ imports: [PeerLearningModule], providers: [WeeklyRounds] })
export class PeerLearningWorkerModule {}
