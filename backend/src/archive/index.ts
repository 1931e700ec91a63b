export { ArchiveModule, ArchiveWorkerModule } from './archive.module.js';
export {
  ArchiveService,
  type Instance,
  type LoadedInstance,
  type SeriesOverview,
  type Study,
} from './archive.service.js';
export {
  InstanceSelection,
  STORED_INSTANCE,
  type StoredInstance,
  type UniqueKeys,
} from './instance-selection.js';
export { AnnouncedStudies } from './announced-studies.js';
export { InstanceArchive } from './writing/instance-archive.js';
export type { ObjectOrigin, WriteOutcome } from './writing/write-outcome.js';
export { StudyRemoval } from './removal/study-removal.js';
export { Rejections } from './rejections.js';
export type { Intake } from './domain/intake.js';
export { indexAttributes, type IndexedAttributes } from './domain/attributes.js';
export { ObjectCollector, ObjectTooLarge } from './objects/object-collector.js';
export { ObjectStore, type ObjectContent, type StagedObject } from './objects/object-store.js';
export { StorageGuard, type StorageState } from './storage-guard.js';
export { modelPackageKey, quarantineKey, runMasksKey } from './objects/keys.js';
export { archiveEntities } from './entities/index.js';
export { ArchiveSearch, type SearchMatch, type SearchRequest } from './search/archive-search.js';
export { returnedKeywords } from './search/match-attributes.js';
export { searchableKeywords, searchKey, type Matching, type SearchLevel } from './search/search-keys.js';
export { instanceUrl, seriesUrl, studyUrl } from './metadata/addresses.js';
export { InstanceMetadata } from './metadata/instance-metadata.js';
export { gzipJsonArray } from './metadata/gzip-join.js';
