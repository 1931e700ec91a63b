export {
  DiscrepanciesHttpModule,
  DiscrepanciesModule,
  DiscrepanciesWorkerModule,
} from './discrepancies.module.js';
