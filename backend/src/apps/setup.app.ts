import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { ProvisioningService } from '../identity/index.js';
import { dataSourceOptions, type Config } from '../platform/index.js';
import { baseModules } from './base.js';

@Module({})
class SetupModule {
  static with(config: Config): DynamicModule {
    return { module: SetupModule, imports: baseModules(config, 'setup') };
  }
}

/** Brings the schema up to date, and at the first start creates the demo site or prints the set-up token. */
export async function setUp(config: Config): Promise<void> {
  await migrate(config);
  await provision(config);
}

async function migrate(config: Config): Promise<void> {
  const dataSource = await new DataSource(
    dataSourceOptions(config.env.DATABASE_URL, 'firstread-setup'),
  ).initialize();
  try {
    const done = await dataSource.runMigrations();
    process.stdout.write(`${done.length} migrations applied\n`);
  } finally {
    await dataSource.destroy();
  }
}

async function provision(config: Config): Promise<void> {
  const app = await NestFactory.createApplicationContext(SetupModule.with(config), { logger: ['error'] });
  try {
    const { setupToken } = await app.get(ProvisioningService).provision();
    if (setupToken) process.stdout.write(`One-time set-up token: ${setupToken}\n`);
  } finally {
    await app.close();
  }
}
