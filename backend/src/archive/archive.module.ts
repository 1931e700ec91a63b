import { Global, Module } from '@nestjs/common';
import { join } from 'node:path';
import { Config } from '../platform/index.js';
import { ArchiveService } from './archive.service.js';
import { InstanceArchive } from './instance-archive.js';
import { InstanceSelection } from './instance-selection.js';
import { InstanceWriter } from './instance-writer.js';
import { InstanceMetadata } from './metadata/instance-metadata.js';
import { FolderObjectStore } from './objects/folder-object-store.js';
import { ObjectStore } from './objects/object-store.js';
import { ArchiveSearch } from './search/archive-search.js';

const objectStore = {
  provide: ObjectStore,
  inject: [Config],
  useFactory: (config: Config) => new FolderObjectStore(join(config.dataFolder, 'objects')),
};

@Global()
@Module({
  providers: [
    objectStore,
    ArchiveService,
    ArchiveSearch,
    InstanceMetadata,
    InstanceSelection,
    InstanceWriter,
    InstanceArchive,
  ],
  exports: [ObjectStore, ArchiveService, ArchiveSearch, InstanceMetadata, InstanceSelection, InstanceArchive],
})
export class ArchiveModule {}
