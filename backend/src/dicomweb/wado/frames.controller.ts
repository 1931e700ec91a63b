import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { FrameBytes } from '../../dicom/index.js';
import { Allow } from '../../identity/index.js';
import { readAccept } from '../media/accept.js';
import { partOf, sendMultipart, type OutgoingPart } from '../media/multipart-writer.js';
import { isUnchanged, sendableBytes, sendBytes } from '../media/representation.js';
import { chooseFrameForm } from './choose.js';
import { readFrameList } from './frame-list.js';
import { addressOf, versionOf, WadoService } from './wado.service.js';
import { RefusalAudit } from './refusal-audit.interceptor.js';

const OCTETS = 'application/octet-stream';
const placeSchema = z.object({
  offset: z.coerce.number().int().min(0),
  length: z.coerce.number().int().min(0),
  vr: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('UN'),
});

/** WADO-RS: frames and bulk data (PS3.18 sections 10.4.1.1.5 and 10.4.1.1.6). */
@ApiTags('dicomweb')
@Controller('dicomweb/studies/:studyUid/series/:seriesUid/instances/:instanceUid')
@UseInterceptors(RefusalAudit)
@Allow('study.retrieve')
export class FramesController {
  constructor(private readonly wado: WadoService) {}

  @Get('frames/:frames')
  async frames(
    @Param('studyUid') studyInstanceUid: string,
    @Param('seriesUid') seriesInstanceUid: string,
    @Param('instanceUid') sopInstanceUid: string,
    @Param('frames') list: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const numbers = readFrameList(list);
    const scope = { studyInstanceUid, seriesInstanceUid, sopInstanceUid };
    const stored = await this.wado.instance(scope);
    const form = chooseFrameForm(readAccept(request.headers.accept), stored.transferSyntaxUid);
    const frames = await this.wado.frames(stored, numbers, form.syntax);
    if (isUnchanged(request, response, versionOf([stored]))) return;
    const contentType = (uid: string): string => `${form.mediaType}; transfer-syntax=${uid}`;
    if (form.form === 'single' && numbers.length === 1) {
      const { transferSyntaxUid, bytes } = frames.first;
      return sendBytes(request, response, sendableBytes(contentType(transferSyntaxUid), bytes));
    }
    await sendMultipart(
      response,
      form.mediaType,
      parts(frames.all(), contentType, addressOf(stored), numbers),
    );
  }

  @Get('bulkdata')
  async bulkData(
    @Param('studyUid') studyInstanceUid: string,
    @Param('seriesUid') seriesInstanceUid: string,
    @Param('instanceUid') sopInstanceUid: string,
    @Query({ schema: placeSchema }) place: z.infer<typeof placeSchema>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const stored = await this.wado.instance({ studyInstanceUid, seriesInstanceUid, sopInstanceUid });
    if (isUnchanged(request, response, versionOf([stored]))) return;
    const bytes = await this.wado.bulkData(stored, place, place.vr);
    const [wanted] = readAccept(request.headers.accept);
    if (wanted?.type.startsWith('multipart/'))
      return sendMultipart(response, OCTETS, [partOf(OCTETS, bytes)]);
    return sendBytes(request, response, sendableBytes(OCTETS, bytes));
  }
}

async function* parts(
  frames: AsyncIterable<FrameBytes>,
  contentType: (transferSyntaxUid: string) => string,
  address: string,
  numbers: readonly number[],
): AsyncGenerator<OutgoingPart> {
  let at = 0;
  for await (const { transferSyntaxUid, bytes } of frames) {
    yield partOf(contentType(transferSyntaxUid), bytes, `${address}/frames/${numbers[at]}`);
    at += 1;
  }
}
