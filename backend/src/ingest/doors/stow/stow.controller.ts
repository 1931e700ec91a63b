import { intakeSchema, type Intake } from '@firstread/contract';
import { Controller, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  actorOf,
  Allow,
  CurrentPrincipal,
  type AuthenticatedRequest,
  type Principal,
} from '../../../identity/index.js';
import { Config, DomainError, mediaTypeParameter, readParts } from '../../../platform/index.js';
import type { InstanceOutcome, Provenance } from '../../domain/outcome.js';
import { IngestService } from '../../ingest.service.js';
import { Receptions } from '../../receptions.js';
import { httpStatus, storeResponse } from './store-response.js';

/** STOW-RS, Store Instances (PS3.18 section 10.5). Parts are stored one after the other as they arrive. */
@ApiTags('dicomweb')
@ApiConsumes('multipart/related')
@Controller('dicomweb/studies')
export class StowController {
  constructor(
    private readonly ingest: IngestService,
    private readonly receptions: Receptions,
    private readonly config: Config,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('study.store')
  @Header('Content-Type', 'application/dicom+json')
  async store(
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) response: Response,
    @CurrentPrincipal() principal: Principal,
  ): Promise<string> {
    return this.receive(request, response, principal);
  }

  @Post(':studyUid')
  @HttpCode(200)
  @Allow('study.store')
  @Header('Content-Type', 'application/dicom+json')
  async storeIntoStudy(
    @Param('studyUid') studyUid: string,
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) response: Response,
    @CurrentPrincipal() principal: Principal,
  ): Promise<string> {
    return this.receive(request, response, principal, studyUid);
  }

  private async receive(
    request: AuthenticatedRequest,
    response: Response,
    principal: Principal,
    studyUid?: string,
  ): Promise<string> {
    const boundary = requireMultipart(request.headers['content-type'] ?? '');
    const source = request.ip ?? 'unknown';
    const provenance: Provenance = {
      door: 'stow',
      source,
      actor: actorOf(principal),
      role: principal.role,
      intake: statedIntake(request.headers['firstread-intake']),
    };
    const reception = await this.receptions.begin('stow', source);
    const outcomes: InstanceOutcome[] = [];
    try {
      for await (const part of readParts(request, boundary, this.config.env.MAX_OBJECT_BYTES)) {
        outcomes.push(
          await this.ingest.receive(part.bytes, provenance, { reception, studyInstanceUid: studyUid }),
        );
      }
    } finally {
      await reception.close();
    }
    response.status(httpStatus(outcomes));
    return JSON.stringify(storeResponse(outcomes, '/dicomweb'));
  }
}

/** The importer says outright whether new studies are priors or to be read. */
function statedIntake(header: string | string[] | undefined): Intake | undefined {
  if (header === undefined) return undefined;
  const stated = intakeSchema.safeParse(header);
  if (stated.success) return stated.data;
  throw new DomainError(
    'INVALID_INTAKE',
    400,
    'Intake not known',
    `The header Firstread-Intake is "${String(header)}". Send prior or reading, or leave it out.`,
  );
}

function requireMultipart(contentType: string): string {
  const boundary = mediaTypeParameter(contentType, 'boundary');
  const type = mediaTypeParameter(contentType, 'type') ?? 'application/dicom';
  if (!/^multipart\/related/i.test(contentType) || !boundary || type.toLowerCase() !== 'application/dicom') {
    throw new DomainError(
      'UNSUPPORTED_MEDIA_TYPE',
      415,
      'Media type not supported',
      'Send multipart/related; type="application/dicom" with a boundary.',
    );
  }
  return boundary;
}
