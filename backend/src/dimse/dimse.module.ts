import { Module } from '@nestjs/common';
import { IngestModule } from '../ingest/index.js';
import { OrdersModule } from '../orders/index.js';
import { PeersModule } from '../peers/index.js';
import { PeerEchoController } from './api/peer-echo.controller.js';
import { CommitmentReporter } from './commitment-reporter.js';
import { OutgoingObjects } from './outgoing.js';
import { Admission } from './scp/admission.js';
import { CommitmentScp } from './scp/commitment.js';
import { DimseDoor } from './scp/dimse-door.js';
import { FindScp } from './scp/find.js';
import { WorklistScp } from './scp/modality-worklist.js';
import { PerformedStepScp } from './scp/performed-step.js';
import { RetrieveScp } from './scp/retrieve.js';
import { ScpServices } from './scp/services.js';
import { StorageScp } from './scp/storage.js';
import { DimseClient } from './scu/client.js';
import { DimseTls } from './tls.js';

/** Our side of what we ask of peers, for any process. */
@Module({
  imports: [PeersModule],
  providers: [DimseTls, OutgoingObjects, DimseClient],
  exports: [DimseTls, OutgoingObjects, DimseClient],
})
export class DimseClientModule {}

/** Every service that peers may ask for; a process of their own. */
@Module({
  imports: [DimseClientModule, IngestModule, OrdersModule, PeersModule],
  providers: [
    Admission,
    CommitmentReporter,
    CommitmentScp,
    DimseDoor,
    FindScp,
    PerformedStepScp,
    RetrieveScp,
    ScpServices,
    StorageScp,
    WorklistScp,
  ],
})
export class DimseModule {}

/** C-ECHO to a peer, from the administrator's list; in the API process. */
@Module({ imports: [DimseClientModule, PeersModule], controllers: [PeerEchoController] })
export class DimseHttpModule {}
