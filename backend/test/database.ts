import { createHash, randomUUID } from 'node:crypto';
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

/** Creates a database on the PostgreSQL of TEST_DATABASE_URL, with the schema up to date. */
export async function createDatabase(): Promise<TestDatabase> {
  const maintenanceUrl = required('TEST_DATABASE_URL', 'PostgreSQL');
  const name = `firstread_test_${randomUUID().replaceAll('-', '')}`;
  await maintain(maintenanceUrl, async (server) => {
    await server.query(`create database ${name} template ${await migratedTemplate(server, maintenanceUrl)}`);
  });
  const url = urlOf(maintenanceUrl, name);
  const dataSource = await new DataSource({
    ...dataSourceOptions(url, 'firstread-test'),
    entities,
  }).initialize();
  return {
    url,
    dataSource,
    drop: async () => {
      await dataSource.destroy();
      await maintain(maintenanceUrl, (server) => server.query(`drop database ${name} with (force)`));
    },
  };
}

/** The name of a database that the first suite migrates and the others copy; another one for other migrations. */
async function migratedTemplate(server: pg.Client, maintenanceUrl: string): Promise<string> {
  const { migrations } = dataSourceOptions(maintenanceUrl, 'firstread-test');
  const digest = createHash('sha256').update(migrations.join()).digest('hex').slice(0, 16);
  const name = `firstread_template_${digest}`;
  await server.query('select pg_advisory_lock(hashtext($1))', [name]);
  const { rowCount } = await server.query('select from pg_database where datname = $1', [name]);
  if (!rowCount) {
    const unfinished = `${name}_unfinished`;
    await server.query(`drop database if exists ${unfinished} with (force)`);
    await server.query(`create database ${unfinished}`);
    const options = dataSourceOptions(urlOf(maintenanceUrl, unfinished), 'firstread-test');
    const dataSource = await new DataSource(options).initialize();
    await dataSource.runMigrations();
    await dataSource.destroy();
    await server.query(`alter database ${unfinished} rename to ${name}`);
  }
  await server.query('select pg_advisory_unlock(hashtext($1))', [name]);
  return name;
}

function urlOf(maintenanceUrl: string, database: string): string {
  const url = new URL(maintenanceUrl);
  url.pathname = `/${database}`;
  return url.href;
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

async function maintain(url: string, work: (server: pg.Client) => Promise<unknown>): Promise<void> {
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  try {
    await work(server);
  } finally {
    await server.end();
  }
}
