import { Module } from '@nestjs/common';
import { ModelsModule } from '../models/index.js';
import { StowController } from './doors/stow/stow.controller.js';
import { IngestService } from './ingest.service.js';
import { ProductObjects } from './product-objects.js';
import { QuarantineService } from './quarantine.service.js';
import { Receptions } from './receptions.js';
import { SettlingService } from './settling.service.js';

/** What every door needs. */
@Module({
  imports: [ModelsModule],
  providers: [IngestService, ProductObjects, QuarantineService, Receptions],
  exports: [IngestService, QuarantineService, Receptions],
})
export class IngestModule {}

/** Completion of studies; runs in the worker. */
@Module({ providers: [SettlingService] })
export class SettlingModule {}

/** STOW-RS; in the API process. */
@Module({ imports: [IngestModule], controllers: [StowController] })
export class StowModule {}
