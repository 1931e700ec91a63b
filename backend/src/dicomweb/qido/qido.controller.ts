import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ArchiveSearch } from '../../archive/index.js';
import { Allow } from '../../identity/index.js';
import { answerJson } from '../media/json.js';
import { readQidoRequest } from './qido-request.js';
import { returnSet, type QidoLevel } from './return-set.js';

type Parameters = Record<string, unknown>;

/** What is searched, and which levels above it the path does not name. */
interface Resource {
  level: QidoLevel;
  above: QidoLevel[];
  path: Record<string, string>;
}

/** QIDO-RS (PS3.18 section 10.6). The total is in `X-Total-Count`; a page that is not the last one has a Warning. */
@ApiTags('dicomweb')
@Controller('dicomweb')
@Allow('study.query')
export class QidoController {
  constructor(private readonly archive: ArchiveSearch) {}

  @Get('studies')
  async studies(
    @Query() query: Parameters,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.answer({ level: 'study', above: [], path: {} }, query, request, response);
  }

  @Get('series')
  async allSeries(
    @Query() query: Parameters,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.answer({ level: 'series', above: ['study'], path: {} }, query, request, response);
  }

  @Get('studies/:studyUid/series')
  async series(
    @Param('studyUid') studyUid: string,
    @Query() query: Parameters,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const path = { StudyInstanceUID: studyUid };
    await this.answer({ level: 'series', above: [], path }, query, request, response);
  }

  @Get('instances')
  async allInstances(
    @Query() query: Parameters,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.answer({ level: 'instance', above: ['study', 'series'], path: {} }, query, request, response);
  }

  @Get('studies/:studyUid/instances')
  async studyInstances(
    @Param('studyUid') studyUid: string,
    @Query() query: Parameters,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const path = { StudyInstanceUID: studyUid };
    await this.answer({ level: 'instance', above: ['series'], path }, query, request, response);
  }

  @Get('studies/:studyUid/series/:seriesUid/instances')
  async seriesInstances(
    @Param('studyUid') studyUid: string,
    @Param('seriesUid') seriesUid: string,
    @Query() query: Parameters,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const path = { StudyInstanceUID: studyUid, SeriesInstanceUID: seriesUid };
    await this.answer({ level: 'instance', above: [], path }, query, request, response);
  }

  private async answer(
    { level, above, path }: Resource,
    query: Parameters,
    request: Request,
    response: Response,
  ): Promise<void> {
    answerJson(request, response);
    const asked = readQidoRequest(query);
    const { limit, offset, fuzzy, include } = asked;
    const { matches, total } = await this.archive.search({
      level,
      keys: { ...asked.keys, ...path },
      limit,
      offset,
      fuzzy,
      ...(include !== 'all' && { include }),
    });
    response.setHeader('X-Total-Count', total);
    const remaining = total - offset - matches.length;
    if (remaining > 0)
      response.setHeader(
        'Warning',
        `299 firstread "There are ${remaining} additional results that can be requested"`,
      );
    response.end(JSON.stringify(matches.map(returnSet(level, asked, above))));
  }
}
