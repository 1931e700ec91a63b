import { goldenSchema, modelManifestSchema, samplesSchema } from '@firstread/contract';
import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Public } from '../../identity/index.js';
import { notFound } from '../../platform/index.js';

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  'model-manifest.json': modelManifestSchema,
  'golden.json': goldenSchema,
  'samples.json': samplesSchema,
};

/** JSON Schemas (draft 2020-12) of what vendors write. They say nothing of this site, so that anybody may read them. */
@ApiTags('models')
@Controller('api/v1/schemas')
export class SchemasController {
  @Get(':name')
  @Public()
  @Header('Content-Type', 'application/schema+json')
  schema(@Param('name', { schema: z.string().max(64) }) name: string): string {
    const schema = SCHEMAS[name];
    if (!schema) throw notFound('Schema', name);
    return JSON.stringify({ title: name, ...z.toJSONSchema(schema, { io: 'input' }) }, undefined, 2);
  }
}
