import {
  listHistoryQuerySchema,
  listHistorySchema,
  type ListHistory,
  type ListHistoryQuery,
} from '@firstread/contract';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { ListHistoryService } from '../list-history.service.js';

@ApiTags('fairness')
@Controller('api/v1/list-history')
export class ListHistoryController {
  constructor(private readonly history: ListHistoryService) {}

  @Get()
  @Allow('listHistory.read')
  @Returns(listHistorySchema, 'The list as it was at a moment')
  async at(
    @Query({ schema: listHistoryQuerySchema }) query: ListHistoryQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ListHistory> {
    return this.history.at(query, principal);
  }
}
