import {
  auditPageSchema,
  pageQuerySchema,
  quarantinePageSchema,
  systemStatusSchema,
  type AuditPage,
  type PageQuery,
  type QuarantinePage,
  type SystemStatus,
} from '@firstread/contract';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditService } from '../audit/index.js';
import { Allow } from '../identity/index.js';
import { QuarantineService } from '../ingest/index.js';
import { Returns } from '../platform/index.js';
import { SystemStatusService } from './system-status.service.js';

/** What an administrator looks after. */
@ApiTags('operations')
@Controller('api/v1')
export class OperationsController {
  constructor(
    private readonly status: SystemStatusService,
    private readonly quarantine: QuarantineService,
    private readonly audit: AuditService,
  ) {}

  @Get('system/status')
  @Allow('system.read')
  @Returns(systemStatusSchema)
  async systemStatus(): Promise<SystemStatus> {
    return this.status.current();
  }

  @Get('quarantine')
  @Allow('quarantine.read')
  @Returns(quarantinePageSchema, 'What was refused, newest first')
  async quarantined(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<QuarantinePage> {
    return this.quarantine.list(query.limit, query.after);
  }

  @Get('audit')
  @Allow('audit.read')
  @Returns(auditPageSchema, 'The audit trail, newest first')
  async trail(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<AuditPage> {
    return this.audit.list(query.limit, query.after);
  }
}
