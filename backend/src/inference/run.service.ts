import { Injectable, Logger } from '@nestjs/common';
import { DicomDecodeError, DicomParseError } from '../dicom/index.js';
import { Config } from '../platform/index.js';
import { MaskStore } from './mask-store.js';
import { PreprocessingError } from './preprocess/error.js';
import { ModelRegistry } from './registry/model-registry.js';
import { RunnerStopped } from './runtime/model-runner.js';
import { RunStore, type FinishedRun, type InferenceRun } from './run-store.js';
import { SeriesRunner } from './series-runner.js';

/** Attempts after which a run that keeps killing its worker is given up. */
const LOST_ATTEMPTS_FACTOR = 2;

/** Carries out one run from its row to its result. Repeating it is harmless. */
@Injectable()
export class RunService {
  private readonly logger = new Logger(RunService.name);

  constructor(
    private readonly store: RunStore,
    private readonly registry: ModelRegistry,
    private readonly runner: SeriesRunner,
    private readonly masks: MaskStore,
    private readonly config: Config,
  ) {}

  /**
   * Throws to be tried again; on the last attempt the failure is the result. Input that the model cannot
   * use is `notEvaluable` at once.
   */
  async run(runId: string, { lastAttempt }: { lastAttempt: boolean }): Promise<void> {
    const run = await this.store.begin(runId);
    if (!run) return;
    const givenUp = run.attempt > this.config.env.INFERENCE_ATTEMPTS * LOST_ATTEMPTS_FACTOR;
    try {
      if (givenUp) throw new Error(`the worker was lost ${run.attempt - 1} times while it ran`);
      await this.store.finish(run, await this.attempt(run));
    } catch (error) {
      if (!(await this.store.isHeld(run))) return;
      const { message } = error as Error;
      const unusable = isUnusableInput(error);
      const triedAgain = error instanceof RunnerStopped || (!lastAttempt && !givenUp);
      if (!unusable && triedAgain) throw error;
      this.logger.warn(`Run ${runId} ${unusable ? 'not evaluable' : 'failed'}: ${message}`);
      await this.store.finish(run, {
        state: unusable ? 'notEvaluable' : 'failed',
        reason: message,
        findings: [],
        timings: {},
      });
    }
  }

  private async attempt(run: InferenceRun): Promise<FinishedRun> {
    const model = await this.registry.find(run.modelId, run.modelVersion);
    if (!model) throw new Error(`model ${run.modelId} ${run.modelVersion} is not installed`);
    const { readMs: read, ...result } = await this.runner.run(model, run.studyId, run.inputSeriesUid);
    const timings = { read, ...result.timings };
    if (result.interpretation.state === 'notEvaluable') {
      return { state: 'notEvaluable', reason: result.interpretation.reason, findings: [], timings };
    }
    const { state, findings, segments } = result.interpretation;
    if (segments.length > 0) await this.masks.save(run.id, result.images, segments);
    return { state, findings, timings };
  }
}

export function isUnusableInput(error: unknown): boolean {
  return (
    error instanceof DicomDecodeError ||
    error instanceof DicomParseError ||
    error instanceof PreprocessingError
  );
}
