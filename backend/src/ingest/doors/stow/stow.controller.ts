import { intakeSchema, type Intake } from '@firstread/contract';
import { Controller, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ObjectStore, StorageGuard } from '../../../archive/index.js';
import {
  actorOf,
  Allow,
  CurrentPrincipal,
  type AuthenticatedRequest,
  type Principal,
} from '../../../identity/index.js';
import { Config, DomainError, mediaTypeParameter, readParts } from '../../../platform/index.js';
import type { Provenance } from '../../domain/outcome.js';
import { IngestService } from '../../ingest.service.js';
import { Receptions } from '../../receptions.js';
import { storeFiles } from './store-files.js';
import { storeMetadata } from './store-metadata.js';
import { httpStatus, storeResponse } from './store-response.js';

/** STOW-RS, Store Instances (PS3.18 section 10.5). Parts are stored one after the other as they arrive. */
@ApiTags('dicomweb')
@ApiConsumes('multipart/related')
@Controller('dicomweb/studies')
export class StowController {
  constructor(
    private readonly ingest: IngestService,
    private readonly receptions: Receptions,
    private readonly objects: ObjectStore,
    private readonly storage: StorageGuard,
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
    const { boundary, store } = readMediaType(request.headers['content-type'] ?? '');
    await this.storage.requireRoom();
    const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    const source = request.ip ?? 'unknown';
    const provenance: Provenance = {
      door: 'stow',
      source,
      actor: actorOf(principal),
      role: principal.role,
      intake: statedIntake(request.headers['firstread-intake']),
    };
    const reception = await this.receptions.begin('stow', source);
    try {
      const outcomes = await store(readParts(body, boundary), {
        objects: this.objects,
        limit: this.config.env.MAX_OBJECT_BYTES,
        receive: (content) =>
          this.ingest.receive(content, provenance, { reception, studyInstanceUid: studyUid }),
      });
      response.status(httpStatus(outcomes));
      return JSON.stringify(storeResponse(outcomes, '/dicomweb'));
    } finally {
      // A client that is still sending reads its answer only once it has sent everything.
      request.resume();
      await reception.close();
    }
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

const STORES = { 'application/dicom': storeFiles, 'application/dicom+json': storeMetadata };
/** What the parts of a request may be. */
export const STOW_MEDIA_TYPES = Object.keys(STORES);

/** How the body is divided, and what its parts are. Throws 415. */
function readMediaType(contentType: string) {
  const boundary = mediaTypeParameter(contentType, 'boundary');
  const type = (mediaTypeParameter(contentType, 'type') ?? 'application/dicom').toLowerCase();
  if (!/^multipart\/related/i.test(contentType) || !boundary || !(type in STORES)) {
    throw new DomainError(
      'UNSUPPORTED_MEDIA_TYPE',
      415,
      'Media type not supported',
      `Send multipart/related with a boundary, and as type one of ${STOW_MEDIA_TYPES.join(', ')}.`,
    );
  }
  return { boundary, store: STORES[type as keyof typeof STORES] };
}
