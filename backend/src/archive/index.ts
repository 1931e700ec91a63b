export { ArchiveModule, ArchiveWorkerModule } from './archive.module.js';
export {
  ArchiveService,
  type Instance,
  type LoadedInstance,
  type SeriesOverview,
  type Study,
} from './archive.service.js';
export { InstanceArchive } from './instance-archive.js';
export type { ObjectOrigin, WriteOutcome } from './instance-writer.js';
export { StudyRemoval } from './removal/study-removal.js';
export { Rejections } from './rejections.js';
export type { Intake } from './domain/intake.js';
export { indexAttributes, type IndexedAttributes } from './domain/attributes.js';
export { ObjectStore } from './objects/object-store.js';
export { quarantineKey, runMasksKey } from './objects/keys.js';
export { archiveEntities } from './entities/index.js';
