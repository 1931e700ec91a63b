export { AiImpactHttpModule, AiImpactWorkerModule } from './ai-impact.module.js';
