import { Global, Module } from '@nestjs/common';
import { join } from 'node:path';
import { Config } from '../platform/index.js';
import { AnnouncedStudies } from './announced-studies.js';
import { ArchiveService } from './archive.service.js';
import { IntakePolicy } from './intake-policy.js';
import { InstanceArchive } from './writing/instance-archive.js';
import { InstanceSelection } from './instance-selection.js';
import { InstanceWriter } from './writing/instance-writer.js';
import { Places } from './writing/places.js';
import { InstanceMetadata } from './metadata/instance-metadata.js';
import { FolderObjectStore } from './objects/folder-object-store.js';
import { ObjectStore } from './objects/object-store.js';
import { ObjectRemover } from './removal/object-remover.js';
import { OrphanSweep } from './removal/orphan-sweep.js';
import { StudyRemoval } from './removal/study-removal.js';
import { Rejections } from './rejections.js';
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
    AnnouncedStudies,
    ArchiveService,
    ArchiveSearch,
    InstanceMetadata,
    InstanceWriter,
    InstanceArchive,
    InstanceSelection,
    IntakePolicy,
    Places,
    Rejections,
    StudyRemoval,
  ],
  exports: [
    ObjectStore,
    StorageGuard,
    AnnouncedStudies,
    ArchiveService,
    ArchiveSearch,
    InstanceMetadata,
    InstanceArchive,
    InstanceSelection,
    Rejections,
    StudyRemoval,
  ],
})
export class ArchiveModule {}

/** Removes bytes that no row speaks of any more; in the worker. */
@Module({ providers: [ObjectRemover, OrphanSweep] })
export class ArchiveWorkerModule {}
