import { Module } from '@nestjs/common';
import { InferenceModule } from '../inference/index.js';
import { ModelsModule } from '../models/index.js';
import { AiResultsService } from './ai-results.service.js';
import { VerdictController } from './api/verdict.controller.js';
import { EncodableRuns } from './encodable-runs.js';
import { EncodingService } from './encoding.service.js';
import { EncodeJob } from './jobs/encode.job.js';
import { ProductListener } from './listeners/product.listener.js';
import { WithdrawalListener } from './listeners/withdrawal.listener.js';
import { WithholdingListener } from './listeners/withholding.listener.js';
import { ProductResults } from './product-results.js';
import { LocalPerformance } from './local-performance.js';
import { ReaderActivity } from './reader-activity.js';
import { Verdicts } from './verdicts.js';
import { Withholding } from './withholding.js';

@Module({
  imports: [InferenceModule, ModelsModule],
  providers: [AiResultsService, LocalPerformance, ReaderActivity, Verdicts, Withholding],
  exports: [AiResultsService, LocalPerformance, ReaderActivity, Verdicts, Withholding],
})
export class ResultsModule {}

@Module({ imports: [ResultsModule], controllers: [VerdictController] })
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
  ],
})
export class ResultsWorkerModule {}
