import { Module } from '@nestjs/common';
import { QidoController } from './qido.controller.js';
import { QidoRepository } from './qido.repository.js';
import { WadoController } from './wado.controller.js';
import { WadoService } from './wado.service.js';

/** QIDO-RS and WADO-RS; STOW-RS is a door of ingest. */
@Module({ controllers: [QidoController, WadoController], providers: [QidoRepository, WadoService] })
export class DicomwebModule {}
