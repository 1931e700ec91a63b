import { Module } from '@nestjs/common';
import { InferenceModule } from '../inference/index.js';
import { AiResultsService } from './ai-results.service.js';

@Module({ imports: [InferenceModule], providers: [AiResultsService], exports: [AiResultsService] })
export class ResultsModule {}
