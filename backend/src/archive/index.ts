export { ArchiveModule } from './archive.module.js';
export {
  ArchiveService,
  type InstanceScope,
  type StoredInstance,
  type Instance,
  type LoadedInstance,
  type SeriesOverview,
  type Study,
} from './archive.service.js';
export { InstanceSelection, type UniqueKeys } from './instance-selection.js';
export { InstanceArchive } from './instance-archive.js';
export type { ObjectOrigin, WriteOutcome } from './instance-writer.js';
export { indexAttributes, type IndexedAttributes } from './domain/attributes.js';
export { ObjectStore } from './objects/object-store.js';
export { quarantineKey, runMasksKey } from './objects/keys.js';
export { archiveEntities } from './entities/index.js';
export { ArchiveSearch, type SearchMatch, type SearchRequest } from './search/archive-search.js';
export { searchableKeywords, type SearchLevel } from './search/search-keys.js';
export { instanceUrl, seriesUrl, studyUrl } from './metadata/addresses.js';
export { InstanceMetadata } from './metadata/instance-metadata.js';
export { gzipJsonArray } from './metadata/gzip-join.js';
