import {
  criticalCatalogueSchema,
  criticalSettingsChangeSchema,
  criticalSettingsSchema,
  type CriticalCatalogue,
  type CriticalSettings,
  type CriticalSettingsChange,
} from '@firstread/contract';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { CriticalSettingsService } from '../settings.service.js';

@ApiTags('critical')
@Controller('api/v1/critical')
export class CriticalSettingsController {
  constructor(private readonly settings: CriticalSettingsService) {}

  @Get('catalogue')
  @Allow('critical.read')
  @Returns(criticalCatalogueSchema, 'What readers choose from')
  async catalogue(): Promise<CriticalCatalogue> {
    return this.settings.catalogue();
  }

  @Get('settings')
  @Allow('critical.configure')
  @Returns(criticalSettingsSchema)
  async read(): Promise<CriticalSettings> {
    return this.settings.settings();
  }

  @Put('settings')
  @Allow('critical.configure')
  @Returns(criticalSettingsSchema, 'The settings as they are now')
  async change(
    @Body({ schema: criticalSettingsChangeSchema }) change: CriticalSettingsChange,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CriticalSettings> {
    return this.settings.change(change, principal);
  }
}
