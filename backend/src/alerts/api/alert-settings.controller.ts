import {
  alertDeliveryPageSchema,
  alertSettingsChangeSchema,
  alertSettingsSchema,
  alertTestedSchema,
  pageQuerySchema,
  testAlertSchema,
  type AlertDeliveryPage,
  type AlertSettings,
  type AlertSettingsChange,
  type AlertTested,
  type PageQuery,
  type TestAlert,
} from '@firstread/contract';
import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { AlertSettingsService } from '../alert-settings.service.js';
import { DeliveryStore } from '../delivery-store.js';

@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertSettingsController {
  constructor(
    private readonly settings: AlertSettingsService,
    private readonly deliveries: DeliveryStore,
  ) {}

  @Get('settings')
  @Allow('alert.configure')
  @Returns(alertSettingsSchema)
  async read(): Promise<AlertSettings> {
    return this.settings.settings();
  }

  @Put('settings')
  @Allow('alert.configure')
  @Returns(alertSettingsSchema)
  async change(
    @Body({ schema: alertSettingsChangeSchema }) change: AlertSettingsChange,
    @CurrentPrincipal() principal: Principal,
  ): Promise<AlertSettings> {
    return this.settings.change(change, principal);
  }

  @Post('settings/test')
  @HttpCode(200)
  @Allow('alert.configure')
  @Returns(alertTestedSchema, 'Whether the target has taken a test message')
  async test(
    @Body({ schema: testAlertSchema }) { target }: TestAlert,
    @CurrentPrincipal() principal: Principal,
  ): Promise<AlertTested> {
    return this.settings.test(target, principal);
  }

  @Get('deliveries')
  @Allow('alert.configure')
  @Returns(alertDeliveryPageSchema, 'Newest first')
  async sent(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<AlertDeliveryPage> {
    return this.deliveries.page(query);
  }
}
