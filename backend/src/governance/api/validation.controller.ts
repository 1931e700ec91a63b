import {
  cohortListSchema,
  cohortSchema,
  createCohortSchema,
  requestValidationSchema,
  validationSchema,
  type Cohort,
  type CohortList,
  type CreateCohort,
  type RequestValidation,
  type Validation,
} from '@firstread/contract';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { ModelCatalogue } from '../../models/index.js';
import { Returns } from '../../platform/index.js';
import { Cohorts } from '../cohorts.js';
import { Validations } from '../validations.js';

const idSchema = z.string().max(64);
const versionSchema = z.string().max(32);

@ApiTags('models')
@Controller('api/v1')
export class ValidationController {
  constructor(
    private readonly cohorts: Cohorts,
    private readonly validations: Validations,
    private readonly catalogue: ModelCatalogue,
  ) {}

  @Get('cohorts')
  @Allow('model.read')
  @Returns(cohortListSchema)
  async list(): Promise<CohortList> {
    return { cohorts: await this.cohorts.all() };
  }

  @Post('cohorts')
  @Allow('cohort.write')
  @Returns(cohortSchema)
  async create(
    @Body({ schema: createCohortSchema }) cohort: CreateCohort,
    @CurrentPrincipal() by: Principal,
  ): Promise<Cohort> {
    return this.cohorts.create(cohort, by);
  }

  @Post('models/:id/:version/validations')
  @HttpCode(202)
  @Allow('model.govern')
  @Returns(validationSchema)
  async request(
    @Param('id', { schema: idSchema }) id: string,
    @Param('version', { schema: versionSchema }) version: string,
    @Body({ schema: requestValidationSchema }) { cohortId }: RequestValidation,
    @CurrentPrincipal() by: Principal,
  ): Promise<Validation> {
    await this.catalogue.get(id, version);
    await this.cohorts.get(cohortId);
    return this.validations.request(id, version, cohortId, by);
  }

  @Get('models/:id/:version/validations/:validationId')
  @Allow('model.read')
  @Returns(validationSchema)
  async validation(
    @Param('id', { schema: idSchema }) id: string,
    @Param('version', { schema: versionSchema }) version: string,
    @Param('validationId', { schema: z.uuid() }) validationId: string,
  ): Promise<Validation> {
    return this.validations.get(id, version, validationId);
  }
}
