import {
  readerListSchema,
  readerProfileInputSchema,
  readerProfileSchema,
  readerSchema,
  readingRequirementsSchema,
  workloadInputSchema,
  workloadSchema,
  type Reader,
  type ReaderList,
  type ReaderProfile,
  type ReaderProfileInput,
  type ReadingRequirements,
  type Workload,
  type WorkloadInput,
} from '@firstread/contract';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { ReadersService } from '../readers.service.js';

const readerIdSchema = z.uuid();

@ApiTags('readers')
@Controller('api/v1')
export class ReaderController {
  constructor(private readonly readers: ReadersService) {}

  @Get('readers')
  @Allow('reader.read')
  @Returns(readerListSchema, 'Radiologists who can sign in, with what they hold')
  async list(@CurrentPrincipal() principal: Principal): Promise<ReaderList> {
    return this.readers.list(principal);
  }

  @Get('readers/own')
  @Allow('reader.read')
  @Returns(readerSchema, 'The workload of the caller, who is a radiologist')
  async own(@CurrentPrincipal() principal: Principal): Promise<Reader> {
    return this.readers.own(principal);
  }

  @Get('readers/:readerId/profile')
  @Allow('reader.manage')
  @Returns(readerProfileSchema)
  async profile(@Param('readerId', { schema: readerIdSchema }) readerId: string): Promise<ReaderProfile> {
    return this.readers.profile(readerId);
  }

  @Put('readers/:readerId/profile')
  @Allow('reader.manage')
  @Returns(readerProfileSchema, 'The profile after the change')
  async setProfile(
    @Param('readerId', { schema: readerIdSchema }) readerId: string,
    @Body({ schema: readerProfileInputSchema }) input: ReaderProfileInput,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReaderProfile> {
    return this.readers.setProfile(readerId, input, principal);
  }

  @Get('reading-requirements')
  @Allow('reader.manage')
  @Returns(readingRequirementsSchema, 'Credentials that reading a modality or body part needs')
  async requirements(): Promise<ReadingRequirements> {
    return { requirements: await this.readers.requirements() };
  }

  @Put('reading-requirements')
  @Allow('reader.manage')
  @Returns(readingRequirementsSchema, 'All of them after the change')
  async setRequirements(
    @Body({ schema: readingRequirementsSchema }) { requirements }: ReadingRequirements,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReadingRequirements> {
    return { requirements: await this.readers.setRequirements(requirements, principal) };
  }

  @Get('workload')
  @Allow('reader.manage')
  @Returns(workloadSchema, 'The work of studies, and when shifts begin')
  async workload(): Promise<Workload> {
    return this.readers.workload();
  }

  @Put('workload')
  @Allow('reader.manage')
  @Returns(workloadSchema, 'What is set after the change')
  async setWorkload(
    @Body({ schema: workloadInputSchema }) input: WorkloadInput,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Workload> {
    return this.readers.setWorkload(input, principal);
  }
}
