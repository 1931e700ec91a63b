export { TurnaroundHttpModule, TurnaroundModule, TurnaroundWorkerModule } from './turnaround.module.js';
