import { ArchiveWorkerModule } from '../src/archive/index.js';
import { InferenceWorkerModule } from '../src/inference/index.js';
import { hostFile } from '../src/inference/index.js';
import { builtHost } from './shipped-models.js';
import { SettlingModule } from '../src/ingest/index.js';
import { QueueModule } from '../src/platform/index.js';
import { ResultsWorkerModule } from '../src/results/index.js';
import { WorklistModule, WorklistWorkerModule } from '../src/worklist/index.js';
import { startContext, type TestContext } from './context.js';

/** A whole worker with its real models, which completes studies soon. */
export async function startWorker(settings: NodeJS.ProcessEnv = {}): Promise<TestContext> {
  hostFile.path = builtHost;
  return startContext(
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
}
