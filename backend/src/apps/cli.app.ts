import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { ProvisioningService } from '../identity/index.js';
import { dataSourceOptions, type Config } from '../platform/index.js';
import { baseModules } from './base.js';

@Module({})
class CommandModule {
  static with(config: Config): DynamicModule {
    return { module: CommandModule, imports: baseModules(config, 'cli') };
  }
}

/** Brings the schema up to date. */
export async function migrate(config: Config): Promise<void> {
  const dataSource = await new DataSource(
    dataSourceOptions(config.env.DATABASE_URL, 'firstread-migrate'),
  ).initialize();
  try {
    const done = await dataSource.runMigrations();
    process.stdout.write(`${done.length} migrations applied\n`);
  } finally {
    await dataSource.destroy();
  }
}

/** Creates the demo site, or prints the one-time set-up token in production. */
export async function provision(config: Config): Promise<void> {
  const app = await NestFactory.createApplicationContext(CommandModule.with(config), { logger: ['error'] });
  try {
    const { setupToken } = await app.get(ProvisioningService).provision();
    if (setupToken) process.stdout.write(`One-time set-up token: ${setupToken}\n`);
  } finally {
    await app.close();
  }
}
