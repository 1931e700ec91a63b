import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ModelCatalogue, RUNNING_STAGES } from '../../models/index.js';
import { Config, Loop } from '../../platform/index.js';
import type { Tensor } from '../postprocess/tensor.js';
import { ModelRegistry, type RegisteredModel } from '../registry/model-registry.js';
import { RunnerStopped, type ModelRun, type ModelRunner } from './model-runner.js';
import { runnerOf, type RunnerOptions } from './runner-of.js';

const LOOK_MS = 5000;
/** A version that is validated is no running one: it is kept while it is used. */
const IDLE_MS = 60_000;

interface Kept {
  runner: ModelRunner;
  /** Calls under way. */
  calls: number;
  usedAt: number;
}

/** One long-lived runner for each model version that runs; those that no longer do are ended once they rest. */
@Injectable()
export class ModelRuntime implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ModelRuntime.name);
  private readonly runners = new Map<string, Kept>();
  private stopping = false;
  private readonly loop = new Loop(
    () => this.follow(),
    LOOK_MS,
    (error) => this.logger.warn(`Models not looked at, will try again: ${error.message}`),
  );

  constructor(
    private readonly config: Config,
    private readonly registry: ModelRegistry,
    private readonly catalogue: ModelCatalogue,
  ) {}

  /** Loads every model in the background, so that the first study does not wait for it. */
  onApplicationBootstrap(): void {
    this.loop.start();
  }

  /** Before the queue waits for its jobs: a run that is under way is taken up again by the next worker. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    for (const { runner } of this.runners.values()) runner.stop();
    await this.loop.stop();
    for (const { runner } of this.runners.values()) runner.stop();
  }

  async run(model: RegisteredModel, feeds: Record<string, Tensor>, outputs: string[]): Promise<ModelRun> {
    if (this.stopping) throw new RunnerStopped();
    const kept = this.keptOf(model);
    kept.calls += 1;
    try {
      return await kept.runner.run(feeds, outputs);
    } finally {
      kept.calls -= 1;
      kept.usedAt = Date.now();
    }
  }

  /** Runners follow the life cycle: what runs is made ready once, what does not is ended. */
  private async follow(): Promise<boolean> {
    const running = new Set<string>();
    for (const version of await this.catalogue.inStages(RUNNING_STAGES)) {
      const model = await this.registry.runnable(version);
      if (!model) continue;
      const key = keyOf(model);
      running.add(key);
      if (!this.runners.has(key)) this.warm(model);
    }
    for (const [key, { runner, calls, usedAt }] of this.runners) {
      if (running.has(key) || calls > 0 || Date.now() - usedAt < IDLE_MS) continue;
      this.runners.delete(key);
      runner.stop();
    }
    return false;
  }

  private warm(model: RegisteredModel): void {
    this.keptOf(model)
      .runner.start()
      .catch((error: unknown) =>
        this.logger.warn(`${keyOf(model)} is not ready: ${(error as Error).message}`),
      );
  }

  private keptOf(model: RegisteredModel): Kept {
    const key = keyOf(model);
    const known = this.runners.get(key);
    if (known) return known;
    const kept = { runner: runnerOf(model, this.options()), calls: 0, usedAt: Date.now() };
    this.runners.set(key, kept);
    return kept;
  }

  private options(): RunnerOptions {
    const { env } = this.config;
    return {
      threads: env.ONNX_THREADS,
      providers: env.ONNX_PROVIDERS,
      timeoutMs: env.INFERENCE_TIMEOUT_MS,
      hosts: env.REMOTE_MODEL_HOSTS,
    };
  }
}

function keyOf({ manifest }: RegisteredModel): string {
  return `${manifest.id} ${manifest.version}`;
}
