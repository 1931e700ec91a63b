import type { DataSourceOptions } from 'typeorm';
import { InitialSchema1764000000000 } from './migrations/1764000000000-initial-schema.js';
import { Removal1764300000000 } from './migrations/1764300000000-removal.js';
import { SnakeCaseNaming } from './naming.js';

/** Connection, naming and the one timeline of migrations. */
export function dataSourceOptions(url: string, applicationName: string) {
  return {
    type: 'postgres',
    url,
    applicationName,
    namingStrategy: new SnakeCaseNaming(),
    migrations: [InitialSchema1764000000000, Removal1764300000000],
    migrationsTransactionMode: 'each',
    poolSize: 12,
    synchronize: false,
    extra: { keepAlive: true },
  } satisfies DataSourceOptions;
}
