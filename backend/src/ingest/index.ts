export { IngestModule, SettlingModule, StowModule } from './ingest.module.js';
export { IngestService } from './ingest.service.js';
export { QuarantineService } from './quarantine.service.js';
export { Receptions, type Reception } from './receptions.js';
export type { InstanceOutcome, Provenance, RefusalCode } from './domain/outcome.js';
