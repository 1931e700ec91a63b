import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { StoredInstance } from '../../archive/index.js';
import { Allow } from '../../identity/index.js';
import { notAcceptable, readAccept, takes } from '../media/accept.js';
import { partOf, sendMultipart, type OutgoingPart } from '../media/multipart-writer.js';
import { isUnchanged, sendableBytes, sendBytes } from '../media/representation.js';
import { readFrameList } from './frame-list.js';
import { readRenderingRequest, type RenderingRequest } from './rendering-request.js';
import { IMAGE_TYPES, RenderingService, representative, type ImageType } from './rendering.service.js';
import { addressOf, versionOf, WadoService, type InstanceScope } from './wado.service.js';
import { RefusalAudit } from './refusal-audit.interceptor.js';

type Query = Record<string, unknown>;

/** WADO-RS: rendered images and thumbnails (PS3.18 sections 10.4.1.1.3 and 10.4.1.1.4). */
@ApiTags('dicomweb')
@Controller('dicomweb/studies/:studyUid')
@UseInterceptors(RefusalAudit)
@Allow('study.retrieve')
export class RenderedController {
  constructor(
    private readonly wado: WadoService,
    private readonly rendering: RenderingService,
  ) {}

  @Get('thumbnail')
  async studyThumbnail(
    @Param('studyUid') studyInstanceUid: string,
    @Query() query: Query,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.thumbnail({ studyInstanceUid }, undefined, query, request, response);
  }

  @Get('series/:seriesUid/thumbnail')
  async seriesThumbnail(
    @Param('studyUid') studyInstanceUid: string,
    @Param('seriesUid') seriesInstanceUid: string,
    @Query() query: Query,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.thumbnail({ studyInstanceUid, seriesInstanceUid }, undefined, query, request, response);
  }

  @Get('series/:seriesUid/instances/:instanceUid/thumbnail')
  async instanceThumbnail(
    @Param('studyUid') studyInstanceUid: string,
    @Param('seriesUid') seriesInstanceUid: string,
    @Param('instanceUid') sopInstanceUid: string,
    @Query() query: Query,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const scope = { studyInstanceUid, seriesInstanceUid, sopInstanceUid };
    await this.thumbnail(scope, undefined, query, request, response);
  }

  @Get('series/:seriesUid/instances/:instanceUid/frames/:frame/thumbnail')
  async frameThumbnail(
    @Param() { studyUid, seriesUid, instanceUid, frame }: Record<string, string>,
    @Query() query: Query,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const [number] = readFrameList(String(frame));
    await this.thumbnail(scopeOf(studyUid, seriesUid, instanceUid), number, query, request, response);
  }

  @Get('series/:seriesUid/rendered')
  async series(
    @Param('studyUid') studyInstanceUid: string,
    @Param('seriesUid') seriesInstanceUid: string,
    @Query() query: Query,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const asked = readRenderingRequest(query);
    const type = imageType(request);
    const instances = await this.wado.instances({ studyInstanceUid, seriesInstanceUid });
    const images = instances.filter(({ hasPixels }) => hasPixels);
    representative(instances);
    if (isUnchanged(request, response, versionOf(images))) return;
    const parts = this.parts(
      images.map((stored) => [stored, 1] as const),
      asked,
      type,
    );
    await sendMultipart(response, type, parts);
  }

  @Get('series/:seriesUid/instances/:instanceUid/rendered')
  async instance(
    @Param('studyUid') studyInstanceUid: string,
    @Param('seriesUid') seriesInstanceUid: string,
    @Param('instanceUid') sopInstanceUid: string,
    @Query() query: Query,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const stored = await this.wado.instance({ studyInstanceUid, seriesInstanceUid, sopInstanceUid });
    const ranges = readAccept(request.headers.accept);
    const consumer = ranges.find(({ type }) => type === 'application/pdf' || type.startsWith('video/'));
    if (isUnchanged(request, response, versionOf([stored]))) return;
    if (consumer) {
      const { mediaType, bytes } = await this.wado.media(stored, (type) => takes(consumer.type, type));
      return sendBytes(request, response, sendableBytes(mediaType, bytes));
    }
    await this.images(stored, [1], query, request, response);
  }

  @Get('series/:seriesUid/instances/:instanceUid/frames/:frames/rendered')
  async frames(
    @Param() { studyUid, seriesUid, instanceUid, frames }: Record<string, string>,
    @Query() query: Query,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const numbers = readFrameList(String(frames));
    const stored = await this.wado.instance(scopeOf(studyUid, seriesUid, instanceUid));
    if (isUnchanged(request, response, versionOf([stored]))) return;
    await this.images(stored, numbers, query, request, response);
  }

  private async images(
    stored: StoredInstance,
    numbers: readonly number[],
    query: Query,
    request: Request,
    response: Response,
  ): Promise<void> {
    const asked = readRenderingRequest(query);
    const type = imageType(request);
    const multipart = readAccept(request.headers.accept)[0]?.type === 'multipart/related';
    const [number] = numbers;
    if (numbers.length === 1 && number !== undefined && !multipart) {
      const image = await this.rendering.frame(stored, number, asked, type);
      return sendBytes(request, response, sendableBytes(type, image));
    }
    const frames = numbers.map((one) => [stored, one] as const);
    await sendMultipart(response, type, this.parts(frames, asked, type));
  }

  private async *parts(
    frames: readonly (readonly [StoredInstance, number])[],
    asked: RenderingRequest,
    type: ImageType,
  ): AsyncGenerator<OutgoingPart> {
    for (const [stored, number] of frames) {
      const image = await this.rendering.frame(stored, number, asked, type);
      yield partOf(type, image, `${addressOf(stored)}/frames/${number}/rendered`);
    }
  }

  private async thumbnail(
    scope: InstanceScope,
    frame: number | undefined,
    query: Query,
    request: Request,
    response: Response,
  ): Promise<void> {
    const asked = readRenderingRequest(query);
    const type = imageType(request);
    const stored = representative(await this.wado.instances(scope));
    if (isUnchanged(request, response, versionOf([stored]))) return;
    const image = await this.rendering.thumbnail(stored, frame, asked, type);
    await sendBytes(request, response, sendableBytes(type, image));
  }
}

function scopeOf(studyUid = '', seriesUid = '', instanceUid = ''): Required<InstanceScope> {
  return { studyInstanceUid: studyUid, seriesInstanceUid: seriesUid, sopInstanceUid: instanceUid };
}

/** JPEG unless PNG is liked better. */
function imageType(request: Request): ImageType {
  const asked = request.query.accept ?? request.headers.accept;
  for (const { type, part } of readAccept(typeof asked === 'string' ? asked : undefined)) {
    const wanted = type.startsWith('multipart/') ? (part ?? '*/*') : type;
    const found = IMAGE_TYPES.find((one) => takes(wanted, one));
    if (found) return found;
  }
  throw notAcceptable(IMAGE_TYPES.join(' or '));
}
