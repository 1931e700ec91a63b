import { Module } from '@nestjs/common';
import { DimseClientModule } from '../dimse/index.js';
import { IngestModule } from '../ingest/index.js';
import { PeersModule } from '../peers/index.js';
import { DeliveryController } from './api/delivery.controller.js';
import { ForwardRuleController } from './api/forward-rule.controller.js';
import { RemoteStudyController } from './api/remote-study.controller.js';
import { Courier } from './courier.js';
import { DeliveryPlanner } from './delivery-planner.js';
import { DeliveryStore } from './delivery-store.js';
import { FetchStore } from './fetch-store.js';
import { Fetcher } from './fetcher.js';
import { ForwardRuleService } from './forward-rule.service.js';
import { PriorSearch } from './prior-search.js';
import { PriorSources } from './prior-sources.js';
import { RemoteStudies } from './remote-studies.js';
import { RoutingListener } from './routing.listener.js';
import { DicomwebArchive } from './transport/dicomweb-archive.js';
import { DimseArchive } from './transport/dimse-archive.js';
import { RemoteArchives } from './transport/remote-archives.js';

@Module({
  imports: [PeersModule, DimseClientModule, IngestModule],
  providers: [
    DeliveryPlanner,
    DeliveryStore,
    DicomwebArchive,
    DimseArchive,
    FetchStore,
    ForwardRuleService,
    PriorSearch,
    PriorSources,
    RemoteArchives,
    RemoteStudies,
  ],
  exports: [
    DeliveryPlanner,
    DeliveryStore,
    FetchStore,
    ForwardRuleService,
    PriorSearch,
    PriorSources,
    RemoteArchives,
    RemoteStudies,
  ],
})
export class RoutingModule {}

/** Rules, deliveries and fetches for administrators; in the API process. */
@Module({
  imports: [RoutingModule, PeersModule],
  controllers: [ForwardRuleController, DeliveryController, RemoteStudyController],
})
export class RoutingHttpModule {}

/** Sends and fetches; in the worker. */
@Module({ imports: [RoutingModule, PeersModule], providers: [Courier, Fetcher, RoutingListener] })
export class RoutingWorkerModule {}
