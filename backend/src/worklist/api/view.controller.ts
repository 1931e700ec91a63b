import {
  saveViewSchema,
  viewCountsSchema,
  viewListSchema,
  viewSchema,
  worklistLayoutSchema,
  type SaveView,
  type View,
  type ViewCounts,
  type ViewList,
  type WorklistLayout,
} from '@firstread/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { LayoutStore } from '../layout-store.js';
import { ViewsService } from '../views.service.js';

const idSchema = z.uuid();

@ApiTags('worklist')
@Controller('api/v1')
export class ViewController {
  constructor(
    private readonly views: ViewsService,
    private readonly layouts: LayoutStore,
  ) {}

  @Get('views')
  @Allow('view.read')
  @Returns(viewListSchema, 'Those of everybody first, then own, then shared ones')
  async list(@CurrentPrincipal() principal: Principal): Promise<ViewList> {
    return { views: await this.views.list(principal) };
  }

  @Get('views/counts')
  @Allow('view.read')
  @Returns(viewCountsSchema)
  async counts(@CurrentPrincipal() principal: Principal): Promise<ViewCounts> {
    return this.views.counts(principal);
  }

  @Post('views')
  @Allow('view.write')
  @Returns(viewSchema, 'The view; a shared one needs the action view.share')
  async create(
    @Body({ schema: saveViewSchema }) input: SaveView,
    @CurrentPrincipal() principal: Principal,
  ): Promise<View> {
    return this.views.create(input, principal);
  }

  @Put('views/:id')
  @Allow('view.write')
  @Returns(viewSchema, 'The view; a shared one needs the action view.share')
  async change(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: saveViewSchema }) input: SaveView,
    @CurrentPrincipal() principal: Principal,
  ): Promise<View> {
    return this.views.change(id, input, principal);
  }

  @Delete('views/:id')
  @HttpCode(204)
  @Allow('view.write')
  async remove(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.views.remove(id, principal);
  }

  @Get('me/worklist-layout')
  @Allow('session.own')
  @Returns(worklistLayoutSchema)
  async layout(@CurrentPrincipal() principal: Principal): Promise<WorklistLayout> {
    return this.layouts.of(principal.id);
  }

  @Put('me/worklist-layout')
  @HttpCode(204)
  @Allow('session.own')
  async keepLayout(
    @Body({ schema: worklistLayoutSchema }) layout: WorklistLayout,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.layouts.put(principal.id, layout);
  }
}
