import { Module } from '@nestjs/common';
import { InferenceModule } from '../inference/index.js';
import { AiResultsService } from './ai-results.service.js';
import { EncodingService } from './encoding.service.js';
import { EncodeJob } from './jobs/encode.job.js';
import { WithdrawalListener } from './listeners/withdrawal.listener.js';

@Module({ imports: [InferenceModule], providers: [AiResultsService], exports: [AiResultsService] })
export class ResultsModule {}

/** Writing results as DICOM objects; in the worker. */
@Module({
  imports: [ResultsModule, InferenceModule],
  providers: [EncodingService, EncodeJob, WithdrawalListener],
})
export class ResultsWorkerModule {}
