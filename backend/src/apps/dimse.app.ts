import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DimseModule } from '../dimse/index.js';
import { JsonLogger, type Config } from '../platform/index.js';
import { baseModules } from './base.js';

@Module({})
class DimseProcessModule {
  static with(config: Config): DynamicModule {
    return { module: DimseProcessModule, imports: [...baseModules(config, 'dimse'), DimseModule] };
  }
}

/** Everything over DIMSE: storage, query and retrieve, worklist, performed steps, storage commitment. */
export async function startDimse(config: Config): Promise<void> {
  const app = await NestFactory.createApplicationContext(DimseProcessModule.with(config), {
    logger: new JsonLogger(config.env.FIRSTREAD_LOG, 'dimse'),
  });
  app.enableShutdownHooks();
}
