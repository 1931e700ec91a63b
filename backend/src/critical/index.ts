export { CriticalHttpModule, CriticalWorkerModule } from './critical.module.js';
