import { Module } from '@nestjs/common';
import { TurnaroundController } from './api/turnaround.controller.js';
import { ClinicalEventStore } from './clinical-event-store.js';
import { ClinicalLog } from './clinical-log.js';
import { EventPartitions } from './event-partitions.js';
import { IntervalPages } from './interval-pages.js';
import { ClinicalEventListener } from './listeners/clinical-event.listener.js';
import { TurnaroundProjection } from './listeners/turnaround-projection.js';
import { RollUps } from './roll-ups.js';
import { Timelines } from './timelines.js';
import { Totals } from './totals.js';
import { TurnaroundService } from './turnaround.service.js';

/** What happened to studies and how long it took. */
@Module({
  providers: [
    ClinicalEventStore,
    ClinicalLog,
    EventPartitions,
    Timelines,
    RollUps,
    Totals,
    IntervalPages,
    TurnaroundService,
  ],
  exports: [ClinicalLog, EventPartitions, Timelines, RollUps, Totals, TurnaroundService],
})
export class TurnaroundModule {}

@Module({ imports: [TurnaroundModule], controllers: [TurnaroundController] })
export class TurnaroundHttpModule {}

/** Follows the event log; in the worker. */
@Module({ imports: [TurnaroundModule], providers: [ClinicalEventListener, TurnaroundProjection] })
export class TurnaroundWorkerModule {}
