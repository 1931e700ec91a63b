import { Module } from '@nestjs/common';
import { InferenceModule } from '../inference/index.js';
import { ModelsModule } from '../models/index.js';
import { AiResultsService } from './ai-results.service.js';
import { AssessmentController } from './api/assessment.controller.js';
import { AssessmentReports } from './assessment-reports.js';
import { AssessmentStore } from './assessment-store.js';
import { Assessments } from './assessments.js';
import { EncodableRuns } from './encodable-runs.js';
import { EncodingService } from './encoding.service.js';
import { EncodeJob } from './jobs/encode.job.js';
import { AssessmentListener } from './listeners/assessment.listener.js';
import { ProductListener } from './listeners/product.listener.js';
import { WithdrawalListener } from './listeners/withdrawal.listener.js';
import { WithholdingListener } from './listeners/withholding.listener.js';
import { ProductResults } from './product-results.js';
import { LocalPerformance } from './local-performance.js';
import { ReaderActivity } from './reader-activity.js';
import { SeriesMakers } from './series-makers.js';
import { Withholding } from './withholding.js';

@Module({
  imports: [InferenceModule, ModelsModule],
  providers: [AiResultsService, AssessmentStore, LocalPerformance, ReaderActivity, SeriesMakers, Withholding],
  exports: [AiResultsService, AssessmentStore, LocalPerformance, ReaderActivity, SeriesMakers, Withholding],
})
export class ResultsModule {}

@Module({ imports: [ResultsModule], controllers: [AssessmentController], providers: [Assessments] })
export class ResultsHttpModule {}

/** Writing results as DICOM objects; in the worker. */
@Module({
  imports: [ResultsModule, InferenceModule, ModelsModule],
  providers: [
    EncodableRuns,
    EncodingService,
    EncodeJob,
    WithdrawalListener,
    WithholdingListener,
    ProductListener,
    ProductResults,
    AssessmentReports,
    AssessmentListener,
  ],
})
export class ResultsWorkerModule {}
