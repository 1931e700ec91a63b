import { Module } from '@nestjs/common';
import { ModelsModule } from '../models/index.js';
import { RulesModule } from '../rules/index.js';
import { DashboardsController } from './api/dashboards.controller.js';
import { TurnaroundController } from './api/turnaround.controller.js';
import { ClinicalEventStore } from './clinical-event-store.js';
import { ClinicalLog } from './clinical-log.js';
import { DashboardsService } from './dashboards.service.js';
import { EventPartitions } from './event-partitions.js';
import { IntervalPages } from './interval-pages.js';
import { ClinicalEventListener } from './listeners/clinical-event.listener.js';
import { TurnaroundProjection } from './listeners/turnaround-projection.js';
import { Loads } from './loads.js';
import { ReaderMarks } from './reader-marks.js';
import { RollUps } from './roll-ups.js';
import { Timelines } from './timelines.js';
import { Totals } from './totals.js';
import { TurnaroundChanges } from './turnaround-changes.js';
import { TurnaroundExport } from './turnaround-export.js';
import { TurnaroundGroups } from './turnaround-groups.js';
import { TurnaroundService } from './turnaround.service.js';

/** What happened to studies and how long it took. */
@Module({
  imports: [ModelsModule, RulesModule],
  providers: [
    ClinicalEventStore,
    ClinicalLog,
    EventPartitions,
    ReaderMarks,
    Timelines,
    RollUps,
    Totals,
    IntervalPages,
    Loads,
    TurnaroundGroups,
    TurnaroundChanges,
    TurnaroundService,
    TurnaroundExport,
    DashboardsService,
  ],
  exports: [
    ClinicalLog,
    EventPartitions,
    ReaderMarks,
    Timelines,
    RollUps,
    Totals,
    TurnaroundChanges,
    TurnaroundService,
    TurnaroundExport,
    DashboardsService,
  ],
})
export class TurnaroundModule {}

@Module({ imports: [TurnaroundModule], controllers: [TurnaroundController, DashboardsController] })
export class TurnaroundHttpModule {}

/** Follows the event log; in the worker. */
@Module({ imports: [TurnaroundModule], providers: [ClinicalEventListener, TurnaroundProjection] })
export class TurnaroundWorkerModule {}
