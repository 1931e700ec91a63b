import { Global, Module } from '@nestjs/common';
import { join } from 'node:path';
import { Config } from '../platform/index.js';
import { ArchiveService } from './archive.service.js';
import { InstanceArchive } from './instance-archive.js';
import { InstanceSelection } from './instance-selection.js';
import { InstanceWriter } from './instance-writer.js';
import { FolderObjectStore } from './objects/folder-object-store.js';
import { ObjectStore } from './objects/object-store.js';
import { ArchiveSearch } from './search/archive-search.js';
import { StorageGuard } from './storage-guard.js';

const objectStore = {
  provide: ObjectStore,
  inject: [Config],
  useFactory: (config: Config) => new FolderObjectStore(join(config.dataFolder, 'objects')),
};

@Global()
@Module({
  providers: [
    objectStore,
    StorageGuard,
    ArchiveService,
    ArchiveSearch,
    InstanceWriter,
    InstanceArchive,
    InstanceSelection,
  ],
  exports: [ObjectStore, StorageGuard, ArchiveService, ArchiveSearch, InstanceArchive, InstanceSelection],
})
export class ArchiveModule {}
