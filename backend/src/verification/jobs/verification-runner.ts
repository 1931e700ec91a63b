import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ModelCatalogue, ModelFiles, ModelRows } from '../../models/index.js';
import { Config, Loop, WakeUp } from '../../platform/index.js';
import { dciodvfyErrors } from '../dciodvfy.js';
import { openWith } from '../process-under-test.js';
import { verifyModel } from '../verify.js';

const EVERY_MS = 2000;

/** Verifies what was submitted, one version after the other; in the worker. */
@Injectable()
export class VerificationRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(VerificationRunner.name);
  private readonly loop: Loop;
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly catalogue: ModelCatalogue,
    private readonly files: ModelFiles,
    private readonly rows: ModelRows,
    private readonly wakeUp: WakeUp,
    private readonly config: Config,
  ) {
    this.loop = new Loop(
      () => this.verifyNext(),
      EVERY_MS,
      (error) => this.logger.error(`Verification stopped, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.unsubscribe = this.wakeUp.subscribe(() => this.loop.wake(), ['ModelStageChanged']);
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.unsubscribe?.();
    await this.loop.stop();
  }

  /** True where there may be more to do. */
  async verifyNext(): Promise<boolean> {
    const next = await this.rows.takeUnverified();
    const model = next && (await this.catalogue.find(next.modelId, next.version));
    if (!model) return false;
    const { ONNX_THREADS: threads, ONNX_PROVIDERS: providers, REMOTE_MODEL_HOSTS: hosts } = this.config.env;
    const report = await verifyModel(await this.files.folderOf(model), {
      open: openWith({ threads, providers, hosts }),
      validate: dciodvfyErrors,
    });
    await this.rows.keepReport(model.modelId, model.version, report);
    this.logger.log(
      `Model ${model.modelId} ${model.version}: verification ${report.passed ? 'passed' : 'failed'}`,
    );
    return true;
  }
}
