export { AiResultsService, type StudyAi } from './ai-results.service.js';
export { ResultsModule } from './results.module.js';
export { resultsEntities } from './entities/index.js';
