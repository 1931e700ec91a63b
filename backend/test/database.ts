import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { entities } from '../src/apps/entities.js';
import { dataSourceOptions } from '../src/platform/index.js';

/** A migrated database that belongs to one suite. */
export interface TestDatabase {
  readonly url: string;
  /** A pool of the suite's own, with every entity. */
  readonly dataSource: DataSource;
  /** Closes the pool and drops the database, whoever is still connected. */
  drop: () => Promise<void>;
}

/** Creates a database on the PostgreSQL of TEST_DATABASE_URL and brings its schema up to date. */
export async function createDatabase(): Promise<TestDatabase> {
  const maintenanceUrl = required('TEST_DATABASE_URL', 'PostgreSQL');
  const name = `firstread_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(maintenanceUrl);
  url.pathname = `/${name}`;
  await maintain(maintenanceUrl, `create database ${name}`);
  const dataSource = new DataSource({
    ...dataSourceOptions(url.href, 'firstread-test'),
    entities,
  });
  await dataSource.initialize();
  await dataSource.runMigrations();
  return {
    url: url.href,
    dataSource,
    drop: async () => {
      await dataSource.destroy();
      await maintain(maintenanceUrl, `drop database ${name} with (force)`);
    },
  };
}

/** Address of the Redis of TEST_REDIS_URL; a numbered database of it keeps suites apart. */
export function redisUrl(database: number): string {
  const url = new URL(required('TEST_REDIS_URL', 'Redis'));
  url.pathname = `/${database}`;
  return url.href;
}

function required(variable: string, what: string): string {
  const value = process.env[variable];
  if (value) return value;
  throw new Error(`${variable} is not set. Run npm test, which starts a ${what} for the tests, or name one.`);
}

async function maintain(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
