import { Injectable } from '@nestjs/common';
import { CommitmentScp } from './commitment.js';
import { FindScp } from './find.js';
import { WorklistScp } from './modality-worklist.js';
import { PerformedStepScp } from './performed-step.js';
import { RetrieveScp } from './retrieve.js';
import { StorageScp } from './storage.js';

/** Everything that an association can be asked for, besides C-ECHO. */
@Injectable()
export class ScpServices {
  constructor(
    readonly storage: StorageScp,
    readonly query: FindScp,
    readonly worklist: WorklistScp,
    readonly retrieval: RetrieveScp,
    readonly steps: PerformedStepScp,
    readonly commitment: CommitmentScp,
  ) {}
}
