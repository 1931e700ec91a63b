export { ChangesHttpModule, ChangesWorkerModule } from './changes.module.js';
