export { IngestModule, SettlingModule, StowModule } from './ingest.module.js';
export { IngestService } from './ingest.service.js';
export { QuarantineService } from './quarantine.service.js';
export { Receptions, type Reception } from './receptions.js';
export { REFUSALS, type InstanceOutcome, type Provenance, type RefusalCode } from './domain/outcome.js';
export { FAILURE_REASON } from './doors/stow/store-response.js';
export { STOW_MEDIA_TYPES } from './doors/stow/stow.controller.js';
