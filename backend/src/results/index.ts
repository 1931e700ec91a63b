export { AiResultsService, type StudyAi } from './ai-results.service.js';
export { ResultsModule, ResultsWorkerModule } from './results.module.js';
export { resultsEntities } from './entities/index.js';
