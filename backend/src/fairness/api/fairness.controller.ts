import {
  fairnessQuerySchema,
  fairnessSchema,
  readerActPageSchema,
  readerActsQuerySchema,
  type Fairness,
  type FairnessQuery,
  type ReaderActPage,
  type ReaderActsQuery,
} from '@firstread/contract';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { FairnessService } from '../fairness.service.js';

/** For the head of the department, and for readers of themselves. */
@ApiTags('fairness')
@Controller('api/v1/fairness')
export class FairnessController {
  constructor(private readonly fairness: FairnessService) {}

  @Get()
  @Allow('fairness.read')
  @Returns(fairnessSchema, 'How work is spread over readers')
  async figures(
    @Query({ schema: fairnessQuerySchema }) query: FairnessQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Fairness> {
    return this.fairness.figures(query, principal);
  }

  @Get('acts')
  @Allow('fairness.read')
  @Returns(readerActPageSchema, 'What a reader did, behind a figure')
  async acts(
    @Query({ schema: readerActsQuerySchema }) query: ReaderActsQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReaderActPage> {
    return this.fairness.acts(query, principal);
  }
}
