import {
  fetchStudySchema,
  pageQuerySchema,
  priorSourceInputSchema,
  priorSourceListSchema,
  priorSourceSchema,
  remoteQuerySchema,
  remoteStudyListSchema,
  studyFetchPageSchema,
  studyFetchSchema,
  type FetchStudy,
  type PageQuery,
  type PriorSource,
  type PriorSourceInput,
  type PriorSourceList,
  type RemoteQuery,
  type RemoteStudyList,
  type StudyFetch,
  type StudyFetchPage,
} from '@firstread/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { FetchStore } from '../fetch-store.js';
import { PriorSources } from '../prior-sources.js';
import { RemoteStudies } from '../remote-studies.js';

const idSchema = z.uuid();

/** What peers have, and what is fetched from them. */
@ApiTags('routing')
@Controller('api/v1')
export class RemoteStudyController {
  constructor(
    private readonly remote: RemoteStudies,
    private readonly fetches: FetchStore,
    private readonly sources: PriorSources,
  ) {}

  /** The patient is in the body: an address would end up in logs. */
  @Post('peers/:id/studies')
  @HttpCode(200)
  @Allow('study.fetch')
  @Returns(remoteStudyListSchema, 'Studies of one patient at a peer')
  async ofPatient(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: remoteQuerySchema }) query: RemoteQuery,
  ): Promise<RemoteStudyList> {
    return { studies: await this.remote.ofPatient(id, query) };
  }

  @Post('study-fetches')
  @Allow('study.fetch')
  @Returns(studyFetchSchema)
  async fetch(
    @Body({ schema: fetchStudySchema }) wanted: FetchStudy,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StudyFetch> {
    return this.remote.fetch(wanted, principal);
  }

  @Get('study-fetches')
  @Allow('routing.read')
  @Returns(studyFetchPageSchema, 'Newest first')
  async list(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<StudyFetchPage> {
    return this.fetches.page(query);
  }

  @Get('prior-sources')
  @Allow('routing.read')
  @Returns(priorSourceListSchema)
  async priorSources(): Promise<PriorSourceList> {
    return { sources: await this.sources.list() };
  }

  @Put('prior-sources')
  @Allow('routing.write')
  @Returns(priorSourceSchema, 'Sets how a peer is asked for priors')
  async setPriorSource(
    @Body({ schema: priorSourceInputSchema }) input: PriorSourceInput,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PriorSource> {
    return this.sources.set(input, principal);
  }

  @Delete('prior-sources/:id')
  @HttpCode(204)
  @Allow('routing.write')
  async removePriorSource(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.sources.remove(id, principal);
  }
}
