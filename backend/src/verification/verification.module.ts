import { Module } from '@nestjs/common';
import { ModelsModule } from '../models/index.js';
import { VerificationRunner } from './jobs/verification-runner.js';

/** Verification of what vendors submit; in the worker. */
@Module({ imports: [ModelsModule], providers: [VerificationRunner] })
export class VerificationWorkerModule {}
