import { Module, type INestApplicationContext, type LoggerService, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { baseModules } from '../src/apps/base.js';
import type { TestContext } from './context.js';

/** Another process on the database of a suite, which the spec closes. */
export async function startBeside(
  { config }: TestContext,
  modules: Type[],
  logger: LoggerService | false = false,
): Promise<INestApplicationContext> {
  @Module({ imports: [...baseModules(config, 'spec-beside'), ...modules] })
  class Beside {}
  return NestFactory.createApplicationContext(Beside, { logger, abortOnError: false });
}
