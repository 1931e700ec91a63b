export { CriticalHttpModule, CriticalModule, CriticalWorkerModule } from './critical.module.js';
export { CriticalStore } from './critical-store.js';
