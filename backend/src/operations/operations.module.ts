import { Module } from '@nestjs/common';
import { IngestModule } from '../ingest/index.js';
import { HealthController } from './health.controller.js';
import { MetricsService } from './metrics.service.js';
import { OperationsController } from './operations.controller.js';
import { SystemStatusService } from './system-status.service.js';

@Module({
  imports: [IngestModule],
  controllers: [HealthController, OperationsController],
  providers: [MetricsService, SystemStatusService],
})
export class OperationsModule {}
