import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ModelCatalogue, RUNNING_STAGES } from '../../models/index.js';
import { Config } from '../../platform/index.js';
import type { Tensor } from '../postprocess/tensor.js';
import { ModelRegistry, type RegisteredModel } from '../registry/model-registry.js';
import { hostFile } from './host-file.js';
import { ModelProcess, type ModelRun } from './model-process.js';

const THREADS = 2;

/** One long-lived process for each model version. */
@Injectable()
export class ModelRuntime implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly processes = new Map<string, ModelProcess>();

  constructor(
    private readonly config: Config,
    private readonly registry: ModelRegistry,
    private readonly catalogue: ModelCatalogue,
  ) {}

  /** Loads every model in the background, so that the first study does not wait for it. */
  onApplicationBootstrap(): void {
    this.warm().catch(() => undefined);
  }

  private async warm(): Promise<void> {
    for (const version of await this.catalogue.inStages(RUNNING_STAGES)) {
      const model = await this.registry.runnable(version);
      if (model?.file) await this.processOf(model).start();
    }
  }

  onApplicationShutdown(): void {
    for (const process of this.processes.values()) process.stop();
  }

  async run(model: RegisteredModel, feeds: Record<string, Tensor>, outputs: string[]): Promise<ModelRun> {
    return this.processOf(model).run(feeds, outputs);
  }

  private processOf(model: RegisteredModel): ModelProcess {
    const known = this.processes.get(model.file);
    if (known) return known;
    const { timeoutMs } = model.manifest.resources;
    const process = new ModelProcess({
      host: hostFile.path,
      file: model.file,
      threads: THREADS,
      timeoutMs: Math.min(timeoutMs, this.config.env.INFERENCE_TIMEOUT_MS),
    });
    this.processes.set(model.file, process);
    return process;
  }
}
