import {
  alertPageSchema,
  alertQuerySchema,
  alertSchema,
  type Alert,
  type AlertPage,
  type AlertQuery,
} from '@firstread/contract';
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { AlertsService } from '../alerts.service.js';

@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertController {
  constructor(private readonly alerts: AlertsService) {}

  @Get()
  @Allow('alert.read')
  @Returns(alertPageSchema, 'Newest first')
  async list(@Query({ schema: alertQuerySchema }) query: AlertQuery): Promise<AlertPage> {
    return this.alerts.page(query);
  }

  @Post(':id/acknowledgement')
  @HttpCode(200)
  @Allow('alert.acknowledge')
  @Returns(alertSchema, 'The alert, which nobody else is told of')
  async acknowledge(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Alert> {
    return this.alerts.acknowledge(id, principal);
  }
}
