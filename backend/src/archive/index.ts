export { ArchiveModule } from './archive.module.js';
export {
  ArchiveService,
  type Instance,
  type LoadedInstance,
  type SeriesOverview,
  type Study,
} from './archive.service.js';
export { InstanceArchive } from './instance-archive.js';
export type { ObjectOrigin, WriteOutcome } from './instance-writer.js';
export { indexAttributes, type IndexedAttributes } from './domain/attributes.js';
export { ObjectCollector, ObjectTooLarge } from './objects/object-collector.js';
export {
  ObjectStore,
  type ObjectContent,
  type OpenObject,
  type StagedObject,
} from './objects/object-store.js';
export { StorageGuard, type StorageState } from './storage-guard.js';
export { quarantineKey, runMasksKey } from './objects/keys.js';
export { archiveEntities } from './entities/index.js';
