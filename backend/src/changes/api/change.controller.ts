import { changePageSchema, changeQuerySchema, type ChangePage, type ChangeQuery } from '@firstread/contract';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { ChangeFeed } from '../change-feed.js';

@ApiTags('changes')
@Controller('api/v1/changes')
export class ChangeController {
  constructor(private readonly feed: ChangeFeed) {}

  @Get()
  @Allow('change.read')
  @Returns(changePageSchema, 'What changed in the archive, numbered without a gap')
  async changes(
    @Query({ schema: changeQuerySchema }) query: ChangeQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ChangePage> {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    return this.feed.page(query, gone.signal);
  }
}
