import 'reflect-metadata';
import {
  Module,
  type DynamicModule,
  type INestApplicationContext,
  type ModuleMetadata,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { baseModules } from '../src/apps/base.js';
import type { Config } from '../src/platform/index.js';
import { testConfig } from './config.js';
import { createDatabase } from './database.js';

@Module({})
class SpecModule {}

/** A process without doors for one suite: what every process has, and the modules named. */
export interface TestContext {
  readonly app: INestApplicationContext;
  readonly config: Config;
  readonly dataSource: DataSource;
  close: () => Promise<void>;
}

export async function startContext(
  modules: (config: Config) => NonNullable<ModuleMetadata['imports']>,
  settings: NodeJS.ProcessEnv = {},
): Promise<TestContext> {
  const database = await createDatabase();
  const { config, removeData } = testConfig(database.url, settings);
  const root: DynamicModule = {
    module: SpecModule,
    imports: [...baseModules(config, 'spec'), ...modules(config)],
  };
  const app = await NestFactory.createApplicationContext(root, { logger: false });
  return {
    app,
    config,
    dataSource: database.dataSource,
    close: async () => {
      await app.close();
      await database.drop();
      removeData();
    },
  };
}
