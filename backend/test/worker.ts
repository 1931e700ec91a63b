import { ArchiveWorkerModule } from '../src/archive/index.js';
import { InferenceWorkerModule } from '../src/inference/index.js';
import type { ModelProcess } from '../src/inference/runtime/model-process.js';
import { ModelRuntime } from '../src/inference/runtime/model-runtime.js';
import { modelProcess } from '../src/inference/test/golden.js';
import { SettlingModule } from '../src/ingest/index.js';
import { QueueModule } from '../src/platform/index.js';
import { ResultsWorkerModule } from '../src/results/index.js';
import { WorklistModule, WorklistWorkerModule } from '../src/worklist/index.js';
import { startContext, type TestContext } from './context.js';

/** A whole worker with its real models, which completes studies soon. */
export async function startWorker(settings: NodeJS.ProcessEnv = {}): Promise<TestContext> {
  const stopModels = useBuiltModels();
  const context = await startContext(
    (config) => [
      QueueModule.with(config),
      ArchiveWorkerModule,
      SettlingModule,
      InferenceWorkerModule,
      ResultsWorkerModule,
      WorklistModule,
      WorklistWorkerModule,
    ],
    { STUDY_QUIET_MS: '100', SWEEP_MS: '200', ...settings },
  );
  return {
    ...context,
    close: async () => {
      await context.close();
      stopModels();
    },
  };
}

/** The runtime with the built model process, which the sources alone cannot start. */
function useBuiltModels(): () => void {
  const processes = new Map<string, ModelProcess>();
  ModelRuntime.prototype.onApplicationBootstrap = () => undefined;
  ModelRuntime.prototype.run = (model, feeds, outputs) => {
    const process = processes.get(model.file) ?? modelProcess(model);
    processes.set(model.file, process);
    return process.run(feeds, outputs);
  };
  return () => {
    for (const process of processes.values()) process.stop();
  };
}
