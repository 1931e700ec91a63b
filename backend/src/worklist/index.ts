export { WorklistHttpModule, WorklistModule, WorklistWorkerModule } from './worklist.module.js';
export { WorklistService } from './worklist.service.js';
export { worklistEntities } from './entities/index.js';
