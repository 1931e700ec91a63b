export { FairnessHttpModule, FairnessWorkerModule } from './fairness.module.js';
