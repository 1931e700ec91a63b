export { AiImpactHttpModule } from './ai-impact.module.js';
