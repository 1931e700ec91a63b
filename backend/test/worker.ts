import type { Type } from '@nestjs/common';
import { ArchiveWorkerModule } from '../src/archive/index.js';
import { hostFile, InferenceWorkerModule } from '../src/inference/index.js';
import { builtHost } from './shipped-models.js';
import { SettlingModule } from '../src/ingest/index.js';
import { QueueModule } from '../src/platform/index.js';
import { ResultsWorkerModule } from '../src/results/index.js';
import { WorklistModule, WorklistWorkerModule } from '../src/worklist/index.js';
import { startContext, type TestContext } from './context.js';

/** A whole worker with its real models, which completes studies soon. `host`: the program of its model processes. */
export async function startWorker(
  settings: NodeJS.ProcessEnv = {},
  host = builtHost,
  more: Type[] = [],
): Promise<TestContext> {
  hostFile.path = host;
  return startContext(
    (config) => [
      QueueModule.with(config),
      ArchiveWorkerModule,
      SettlingModule,
      InferenceWorkerModule,
      ResultsWorkerModule,
      WorklistModule,
      WorklistWorkerModule,
      ...more,
    ],
    { STUDY_QUIET_MS: '100', SWEEP_MS: '200', ...settings },
  );
}
