import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Instance } from '../archive/index.js';
import { TRANSFER_SYNTAX } from '../dicom/index.js';
import { Allow } from '../identity/index.js';
import { DomainError, mediaTypeParameter } from '../platform/index.js';
import { sendMultipart, type OutgoingPart } from './multipart-writer.js';
import { WadoService } from './wado.service.js';

const DICOM_JSON = 'application/dicom+json';
const DICOM = 'application/dicom';
const OCTETS = 'application/octet-stream';
const rangeSchema = z.object({
  offset: z.coerce.number().int().min(0),
  length: z.coerce.number().int().min(0),
  vr: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('UN'),
});

/** WADO-RS (PS3.18 section 10.4). */
@ApiTags('dicomweb')
@Controller('dicomweb/studies/:studyUid')
@Allow('study.retrieve')
export class WadoController {
  constructor(private readonly wado: WadoService) {}

  @Get()
  async study(
    @Param('studyUid') study: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    requireAccepts(request, DICOM);
    await sendMultipart(response, DICOM, this.objects(await this.wado.instances(study)));
  }

  @Get('metadata')
  @Header('Content-Type', DICOM_JSON)
  async studyMetadata(@Param('studyUid') study: string): Promise<string> {
    return JSON.stringify(await this.wado.metadata(study));
  }

  @Get('series/:seriesUid')
  async series(
    @Param('studyUid') study: string,
    @Param('seriesUid') series: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    requireAccepts(request, DICOM);
    await sendMultipart(response, DICOM, this.objects(await this.wado.instances(study, series)));
  }

  @Get('series/:seriesUid/metadata')
  @Header('Content-Type', DICOM_JSON)
  async seriesMetadata(
    @Param('studyUid') study: string,
    @Param('seriesUid') series: string,
  ): Promise<string> {
    return JSON.stringify(await this.wado.metadata(study, series));
  }

  @Get('series/:seriesUid/instances/:instanceUid')
  async instance(
    @Param('studyUid') study: string,
    @Param('seriesUid') series: string,
    @Param('instanceUid') instanceUid: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { instance, address } = await this.wado.instance(study, series, instanceUid);
    if (accepts(request).some((type) => type.startsWith(DICOM) && !type.startsWith(DICOM_JSON))) {
      response.type(DICOM).send(await this.wado.bytes(instance));
      return;
    }
    requireAccepts(request, DICOM);
    await sendMultipart(response, DICOM, this.objects([{ instance, address }]));
  }

  @Get('series/:seriesUid/instances/:instanceUid/metadata')
  @Header('Content-Type', DICOM_JSON)
  async instanceMetadata(
    @Param('studyUid') study: string,
    @Param('seriesUid') series: string,
    @Param('instanceUid') instanceUid: string,
  ): Promise<string> {
    const all = await this.wado.metadata(study, series);
    return JSON.stringify(all.filter((dataset) => dataset['00080018']?.Value?.[0] === instanceUid));
  }

  @Get('series/:seriesUid/instances/:instanceUid/frames/:frames')
  async frames(
    @Param('studyUid') study: string,
    @Param('seriesUid') series: string,
    @Param('instanceUid') instanceUid: string,
    @Param('frames') list: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const numbers = list.split(',').map(Number);
    const { instance } = await this.wado.instance(study, series, instanceUid);
    const frames = await this.wado.frames(instance, numbers, wantsDecoded(request));
    const contentType = (uid: string) => `${OCTETS}; transfer-syntax=${uid}`;
    const [first] = frames;
    if (frames.length === 1 && first && accepts(request).some((type) => type.startsWith(OCTETS))) {
      response.setHeader('Content-Type', contentType(first.transferSyntaxUid));
      response.send(Buffer.from(first.bytes));
      return;
    }
    const parts = frames.map((frame) => ({
      contentType: contentType(frame.transferSyntaxUid),
      bytes: frame.bytes,
    }));
    await sendMultipart(response, OCTETS, parts);
  }

  @Get('series/:seriesUid/instances/:instanceUid/bulkdata')
  async bulkData(
    @Param('studyUid') study: string,
    @Param('seriesUid') series: string,
    @Param('instanceUid') instanceUid: string,
    @Query({ schema: rangeSchema }) range: z.infer<typeof rangeSchema>,
    @Res() response: Response,
  ): Promise<void> {
    const { instance } = await this.wado.instance(study, series, instanceUid);
    response.setHeader('Content-Type', OCTETS);
    response.send(await this.wado.bulkData(instance, range, range.vr));
  }

  private async *objects(instances: { instance: Instance; address: string }[]): AsyncGenerator<OutgoingPart> {
    for (const { instance, address } of instances) {
      const contentType = `${DICOM}; transfer-syntax=${instance.transferSyntaxUid}`;
      yield { contentType, bytes: await this.wado.bytes(instance), location: address };
    }
  }
}

/** Media ranges in the order the client wrote them; an absent header accepts anything. */
function accepts(request: Request): string[] {
  return (request.headers.accept ?? '*/*')
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((range) => range.trim().toLowerCase());
}

function requireAccepts(request: Request, type: string): void {
  const acceptable = accepts(request).some((range) => {
    if (range.startsWith('*/*') || range.startsWith(type)) return true;
    return /^multipart\/(related|\*)/.test(range) && (mediaTypeParameter(range, 'type') ?? type) === type;
  });
  if (acceptable) return;
  throw new DomainError(
    'NOT_ACCEPTABLE',
    406,
    'Media type not available',
    `Accept multipart/related; type="${type}".`,
  );
}

/** True where the client asks for uncompressed little endian by name. */
function wantsDecoded(request: Request): boolean {
  const wanted = accepts(request).map((range) => mediaTypeParameter(range, 'transfer-syntax'));
  return wanted.some((uid) => uid === TRANSFER_SYNTAX.ExplicitVRLittleEndian);
}
