import {
  closeDiscrepancySchema,
  discrepancyPageSchema,
  discrepancyQuerySchema,
  discrepancySchema,
  type CloseDiscrepancy,
  type Discrepancy,
  type DiscrepancyPage,
  type DiscrepancyQuery,
} from '@firstread/contract';
import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { DiscrepanciesService } from '../discrepancies.service.js';

@ApiTags('discrepancies')
@Controller('api/v1/discrepancies')
export class DiscrepancyController {
  constructor(private readonly discrepancies: DiscrepanciesService) {}

  @Get()
  @Allow('discrepancy.read')
  @Returns(discrepancyPageSchema, 'Of one kind')
  async page(@Query({ schema: discrepancyQuerySchema }) query: DiscrepancyQuery): Promise<DiscrepancyPage> {
    return this.discrepancies.page(query);
  }

  @Put(':id/closure')
  @Allow('discrepancy.close')
  @Returns(discrepancySchema, 'The discrepancy, closed')
  async close(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: closeDiscrepancySchema }) request: CloseDiscrepancy,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Discrepancy> {
    return this.discrepancies.close(id, request, principal);
  }
}
