import {
  alertSettingsChangeSchema,
  alertSettingsSchema,
  alertTestedSchema,
  testAlertSchema,
  type AlertSettings,
  type AlertSettingsChange,
  type AlertTested,
  type TestAlert,
} from '@firstread/contract';
import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { AlertSettingsService } from '../alert-settings.service.js';

@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertSettingsController {
  constructor(private readonly settings: AlertSettingsService) {}

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
}
