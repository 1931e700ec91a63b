import { Module } from '@nestjs/common';
import { ModelsModule } from '../models/index.js';
import { RunJob } from './jobs/run.job.js';
import { MaskStore } from './mask-store.js';
import { PlannerListener } from './planner/planner.listener.js';
import { Planner } from './planner/planner.js';
import { ModelRegistry } from './registry/model-registry.js';
import { RunService } from './run.service.js';
import { SeriesRunner } from './series-runner.js';
import { StudyEvaluator } from './study-evaluator.js';
import { RunStore } from './run-store.js';
import { ModelRuntime } from './runtime/model-runtime.js';
import { WorkerHeartbeat } from './worker-heartbeat.js';

/** Models and runs, for every process. */
@Module({
  imports: [ModelsModule],
  providers: [ModelRegistry, RunStore, MaskStore],
  exports: [ModelRegistry, RunStore, MaskStore],
})
export class InferenceModule {}

/** Models run on studies; in the worker. */
@Module({
  imports: [InferenceModule, ModelsModule],
  providers: [Planner, ModelRuntime, SeriesRunner, StudyEvaluator],
  exports: [Planner, ModelRuntime, SeriesRunner, StudyEvaluator],
})
export class InferenceEvaluationModule {}

/** Planning and running what arrives; in the worker. */
@Module({
  imports: [InferenceModule, InferenceEvaluationModule],
  providers: [PlannerListener, RunService, RunJob, WorkerHeartbeat],
})
export class InferenceWorkerModule {}
