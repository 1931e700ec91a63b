export {
  DiscrepanciesHttpModule,
  DiscrepanciesModule,
  DiscrepanciesWorkerModule,
} from './discrepancies.module.js';
export { DiscrepanciesService } from './discrepancies.service.js';
export { EmergencyInterpretations } from './emergency.service.js';
export { FinalReports, type FinalReport } from './final-reports.js';
export { Gradings } from './gradings.service.js';
