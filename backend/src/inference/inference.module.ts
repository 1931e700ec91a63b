import { Logger, Module } from '@nestjs/common';
import { Config } from '../platform/index.js';
import { ModelsController } from './api/models.controller.js';
import { RunJob } from './jobs/run.job.js';
import { MaskStore } from './mask-store.js';
import { PlannerListener } from './planner/planner.listener.js';
import { Planner } from './planner/planner.js';
import { ModelRegistry } from './registry/model-registry.js';
import { RunService } from './run.service.js';
import { RunStore } from './run-store.js';
import { ModelRuntime } from './runtime/model-runtime.js';
import { WorkerHeartbeat } from './worker-heartbeat.js';

const registry = {
  provide: ModelRegistry,
  inject: [Config],
  useFactory: async (config: Config) => {
    const models = await ModelRegistry.load(config.modelsFolder);
    const logger = new Logger(ModelRegistry.name);
    for (const { folder, problem } of models.unusable)
      logger.error(`Model ${folder} is not used: ${problem}`);
    return models;
  },
};

/** Models and runs, for every process. */
@Module({ providers: [registry, RunStore, MaskStore], exports: [ModelRegistry, RunStore, MaskStore] })
export class InferenceModule {}

@Module({ imports: [InferenceModule], controllers: [ModelsController] })
export class InferenceHttpModule {}

/** Planning and running; in the worker. */
@Module({
  imports: [InferenceModule],
  providers: [Planner, PlannerListener, RunService, ModelRuntime, RunJob, WorkerHeartbeat],
})
export class InferenceWorkerModule {}
