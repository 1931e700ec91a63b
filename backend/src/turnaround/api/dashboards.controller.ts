import {
  dashboardListSchema,
  dashboardSchema,
  saveDashboardSchema,
  type Dashboard,
  type DashboardList,
  type SaveDashboard,
} from '@firstread/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { DashboardsService } from '../dashboards.service.js';

const idSchema = z.uuid();

@ApiTags('turnaround')
@Controller('api/v1/turnaround/dashboards')
export class DashboardsController {
  constructor(private readonly dashboards: DashboardsService) {}

  @Get()
  @Allow('turnaround.read')
  @Returns(dashboardListSchema, 'Own ones first, then shared ones')
  async list(@CurrentPrincipal() principal: Principal): Promise<DashboardList> {
    return { dashboards: await this.dashboards.list(principal) };
  }

  @Post()
  @Allow('dashboard.write')
  @Returns(dashboardSchema)
  async create(
    @Body({ schema: saveDashboardSchema }) input: SaveDashboard,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Dashboard> {
    return this.dashboards.create(input, principal);
  }

  @Put(':id')
  @Allow('dashboard.write')
  @Returns(dashboardSchema)
  async change(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: saveDashboardSchema }) input: SaveDashboard,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Dashboard> {
    return this.dashboards.change(id, input, principal);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('dashboard.write')
  async remove(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.dashboards.remove(id, principal);
  }
}
