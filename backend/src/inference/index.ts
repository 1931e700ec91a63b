export { StudyEvaluator, type StudyEvaluation } from './study-evaluator.js';
export { selectSeries, type CandidateSeries } from './planner/eligibility.js';
export type { Tensor } from './postprocess/tensor.js';
export { tensorsRead } from './postprocess/interpret.js';
export { hostFile } from './runtime/host-file.js';
export { runnerOf, type RunnerOptions } from './runtime/runner-of.js';
export type { ModelRunner, ModelRun } from './runtime/model-runner.js';
export { ModelRuntime } from './runtime/model-runtime.js';
export {
  prepareSource,
  runPipeline,
  type PipelineResult,
  type SourceImage,
  type TensorRunner,
} from './pipeline.js';
export { InferenceEvaluationModule, InferenceModule, InferenceWorkerModule } from './inference.module.js';
export { ModelRegistry, type RegisteredModel } from './registry/model-registry.js';
export { RunStore, type InferenceRun } from './run-store.js';
export { masksOf, MaskStore, type RunMasks } from './mask-store.js';
export { inferenceEntities } from './entities/index.js';
