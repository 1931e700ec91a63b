import { Module } from '@nestjs/common';
import { QidoController } from './qido/qido.controller.js';
import { FramesController } from './wado/frames.controller.js';
import { OpenedInstances } from './wado/opened-instances.js';
import { RefusalAudit } from './wado/refusal-audit.interceptor.js';
import { RenderedController } from './wado/rendered.controller.js';
import { RenderingService } from './wado/rendering.service.js';
import { RetrieveController } from './wado/retrieve.controller.js';
import { WadoService } from './wado/wado.service.js';

/** QIDO-RS and WADO-RS; STOW-RS is a door of ingest. */
@Module({
  controllers: [QidoController, RetrieveController, FramesController, RenderedController],
  providers: [WadoService, OpenedInstances, RenderingService, RefusalAudit],
})
export class DicomwebModule {}
