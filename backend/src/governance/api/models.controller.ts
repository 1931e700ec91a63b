import {
  modelComparisonSchema,
  modelDetailSchema,
  modelListSchema,
  modelMonitoringSchema,
  modelStepSchema,
  rollBackSchema,
  type ModelComparison,
  type ModelDetail,
  type ModelList,
  type ModelMonitoring,
  type ModelStep,
  type RollBack,
} from '@firstread/contract';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type AuthenticatedRequest, type Principal } from '../../identity/index.js';
import { ModelCatalogue, ModelSubmission } from '../../models/index.js';
import { Config, DomainError, Returns } from '../../platform/index.js';
import { GovernanceService, stepActor } from '../governance.service.js';
import { ModelView } from '../model-view.js';
import { MonitoringService } from '../monitoring.service.js';

const idSchema = z.string().max(64);
const versionSchema = z.string().max(32);
const monitoringQuerySchema = z.object({
  days: z.coerce.number().int().min(1).max(366).default(30),
  effect: z.enum(['shown', 'shadow']).default('shown'),
  by: z.enum(['all', 'site', 'scanner']).default('all'),
  name: z.string().max(200).default('All').describe('Of the site or scanner'),
});
const comparisonQuerySchema = z.object({
  with: versionSchema.describe('The other version'),
  days: z.coerce.number().int().min(1).max(366).default(30),
});

/** Largest archive that is taken in. */
const LARGEST_ARCHIVE_BYTES = 2 * 1024 ** 3;

@ApiTags('models')
@Controller('api/v1/models')
export class ModelsController {
  constructor(
    private readonly view: ModelView,
    private readonly governance: GovernanceService,
    private readonly submission: ModelSubmission,
    private readonly catalogue: ModelCatalogue,
    private readonly monitoring: MonitoringService,
    private readonly config: Config,
  ) {}

  @Get()
  @Allow('model.read')
  @Returns(modelListSchema)
  async list(): Promise<ModelList> {
    return this.view.list();
  }

  @Post()
  @ApiConsumes('application/zip')
  @Allow('model.submit')
  @Returns(modelDetailSchema, 'The version, whose verification is under way')
  async submit(
    @Req() request: AuthenticatedRequest,
    @CurrentPrincipal() by: Principal,
  ): Promise<ModelDetail> {
    const folder = join(this.config.dataFolder, 'models');
    const archive = join(folder, `${randomUUID()}.upload`);
    await mkdir(folder, { recursive: true });
    try {
      await pipeline(request, limited(LARGEST_ARCHIVE_BYTES), createWriteStream(archive));
      const { modelId, version } = await this.submission.submit(archive, stepActor(by));
      return await this.view.detail(modelId, version);
    } finally {
      await rm(archive, { force: true });
    }
  }

  @Get(':id/:version')
  @Allow('model.read')
  @Returns(modelDetailSchema)
  async detail(
    @Param('id', { schema: idSchema }) id: string,
    @Param('version', { schema: versionSchema }) version: string,
  ): Promise<ModelDetail> {
    return this.view.detail(id, version);
  }

  @Get(':id/:version/monitoring')
  @Allow('model.monitor')
  @Returns(modelMonitoringSchema)
  async monitor(
    @Param('id', { schema: idSchema }) id: string,
    @Param('version', { schema: versionSchema }) version: string,
    @Query({ schema: monitoringQuerySchema }) query: z.infer<typeof monitoringQuerySchema>,
  ): Promise<ModelMonitoring> {
    const { days, effect, by, name } = query;
    return this.monitoring.of(await this.catalogue.get(id, version), { days, effect, group: { by, name } });
  }

  @Get(':id/:version/comparison')
  @Allow('model.monitor')
  @Returns(modelComparisonSchema)
  async compare(
    @Param('id', { schema: idSchema }) id: string,
    @Param('version', { schema: versionSchema }) version: string,
    @Query({ schema: comparisonQuerySchema }) query: z.infer<typeof comparisonQuerySchema>,
  ): Promise<ModelComparison> {
    const versions = await Promise.all([this.catalogue.get(id, version), this.catalogue.get(id, query.with)]);
    return this.monitoring.compare(versions, query);
  }

  @Post(':id/:version/verifications')
  @HttpCode(202)
  @Allow('model.submit')
  @Returns(modelDetailSchema)
  async verify(
    @Param('id', { schema: idSchema }) id: string,
    @Param('version', { schema: versionSchema }) version: string,
  ): Promise<ModelDetail> {
    await this.governance.verifyAgain(id, version);
    return this.view.detail(id, version);
  }

  @Post(':id/:version/steps')
  @HttpCode(200)
  @Allow('model.govern')
  @Returns(modelDetailSchema)
  async step(
    @Param('id', { schema: idSchema }) id: string,
    @Param('version', { schema: versionSchema }) version: string,
    @Body({ schema: modelStepSchema }) step: ModelStep,
    @CurrentPrincipal() by: Principal,
  ): Promise<ModelDetail> {
    await this.governance.step(id, version, step, by);
    return this.view.detail(id, version);
  }

  @Post(':id/roll-back')
  @HttpCode(200)
  @Allow('model.govern')
  @Returns(modelDetailSchema, 'The version that is live now')
  async rollBack(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: rollBackSchema }) request: RollBack,
    @CurrentPrincipal() by: Principal,
  ): Promise<ModelDetail> {
    await this.governance.rollBack(id, request, by);
    return this.view.detail(id, request.version);
  }
}

/** Passes bytes on; throws 413 past the limit. */
function limited(limit: number) {
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > limit)
        throw new DomainError(
          'MODEL_PACKAGE_TOO_LARGE',
          413,
          'The package is too large',
          `A package may have ${limit / 1024 ** 3} GiB.`,
        );
      yield chunk;
    }
  };
}
