import { Controller, Get, Param, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { gzipJsonArray } from '../../archive/index.js';
import { TRANSFER_SYNTAX } from '../../dicom/index.js';
import { Allow } from '../../identity/index.js';
import { readAccept, takes } from '../media/accept.js';
import { answerJson } from '../media/json.js';
import { sendMultipart, writeAll } from '../media/multipart-writer.js';
import { isUnchanged, sendableBytes, sendBytes } from '../media/representation.js';
import { chooseObjectForm } from './choose.js';
import { DICOM, objectType, versionOf, WadoService, type InstanceScope } from './wado.service.js';
import { RefusalAudit } from './refusal-audit.interceptor.js';

/** WADO-RS: objects and metadata of studies, series and instances (PS3.18 sections 10.4.1.1.1 to 10.4.1.1.3). */
@ApiTags('dicomweb')
@Controller('dicomweb/studies/:studyUid')
@UseInterceptors(RefusalAudit)
@Allow('study.retrieve')
export class RetrieveController {
  constructor(private readonly wado: WadoService) {}

  @Get()
  async study(
    @Param('studyUid') studyInstanceUid: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.objects({ studyInstanceUid }, request, response);
  }

  @Get('metadata')
  async studyMetadata(
    @Param('studyUid') studyInstanceUid: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.metadata({ studyInstanceUid }, request, response);
  }

  @Get('series/:seriesUid')
  async series(
    @Param('studyUid') studyInstanceUid: string,
    @Param('seriesUid') seriesInstanceUid: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.objects({ studyInstanceUid, seriesInstanceUid }, request, response);
  }

  @Get('series/:seriesUid/metadata')
  async seriesMetadata(
    @Param('studyUid') studyInstanceUid: string,
    @Param('seriesUid') seriesInstanceUid: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.metadata({ studyInstanceUid, seriesInstanceUid }, request, response);
  }

  @Get('series/:seriesUid/instances/:instanceUid')
  async instance(
    @Param('studyUid') studyInstanceUid: string,
    @Param('seriesUid') seriesInstanceUid: string,
    @Param('instanceUid') sopInstanceUid: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.objects({ studyInstanceUid, seriesInstanceUid, sopInstanceUid }, request, response);
  }

  @Get('series/:seriesUid/instances/:instanceUid/metadata')
  async instanceMetadata(
    @Param('studyUid') studyInstanceUid: string,
    @Param('seriesUid') seriesInstanceUid: string,
    @Param('instanceUid') sopInstanceUid: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.metadata({ studyInstanceUid, seriesInstanceUid, sopInstanceUid }, request, response);
  }

  private async objects(scope: InstanceScope, request: Request, response: Response): Promise<void> {
    const instances = await this.wado.instances(scope);
    const [first] = instances;
    const single = scope.sopInstanceUid !== undefined;
    const form = chooseObjectForm(readAccept(request.headers.accept), instances, single);
    if (!first || isUnchanged(request, response, versionOf(instances))) return;
    if (form.form === 'multipart')
      return sendMultipart(response, DICOM, this.wado.parts(instances, form.explicit));
    if (form.form === 'media') {
      const { mediaType, bytes } = await this.wado.media(first, (type) => takes(form.type, type));
      return sendBytes(request, response, sendableBytes(mediaType, bytes));
    }
    if (!form.explicit) return sendBytes(request, response, this.wado.object(first));
    const type = objectType(TRANSFER_SYNTAX.ExplicitVRLittleEndian);
    return sendBytes(request, response, sendableBytes(type, await this.wado.explicit(first)));
  }

  /** What was compressed at ingest goes out as it is; a client without gzip gets it inflated on the way. */
  private async metadata(scope: InstanceScope, request: Request, response: Response): Promise<void> {
    answerJson(request, response);
    const instances = await this.wado.instances(scope);
    if (isUnchanged(request, response, versionOf(instances))) return;
    const gzip = takesGzip(request.headers['accept-encoding']);
    if (gzip) response.setHeader('Content-Encoding', 'gzip');
    if (request.method !== 'HEAD') {
      const compressed = gzipJsonArray(this.wado.segments(instances));
      await writeAll(response, gzip ? compressed : inflated(compressed));
    }
    response.end();
  }
}

function inflated(compressed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip();
  // An error on the way ends the reading of what comes out.
  pipeline(Readable.from(compressed), gunzip, () => undefined);
  return gunzip;
}

function takesGzip(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((coding) => /^\s*(gzip|\*)\s*(;\s*q=(1|0\.0*[1-9]).*)?$/.test(coding));
}
