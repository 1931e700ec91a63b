export { FairnessHttpModule } from './fairness.module.js';
