export { AiResultsService, type StudyAi } from './ai-results.service.js';
export { LocalPerformance } from './local-performance.js';
export { ReaderActivity } from './reader-activity.js';
export { SeriesMakers } from './series-makers.js';
export { ResultsHttpModule, ResultsModule, ResultsWorkerModule } from './results.module.js';
export { resultsEntities } from './entities/index.js';
export { productResult } from './domain/product-result.js';
export { encodeRun, type EncodableRun, type EncodedRun } from './domain/encode-run.js';
