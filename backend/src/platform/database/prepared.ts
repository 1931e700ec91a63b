import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';

/** A statement that a connection parses and plans once. The name is its own in the whole program. */
export interface PreparedStatement {
  name: string;
  text: string;
}

/** Runs it in the transaction of `manager`. Throws what PostgreSQL says. */
export async function runPrepared<Row extends object>(
  manager: EntityManager,
  { name, text }: PreparedStatement,
  values: unknown[],
): Promise<Row[]> {
  if (!manager.queryRunner) throw new Error(`The statement ${name} needs a transaction`);
  const client = (await manager.queryRunner.connect()) as ClientBase;
  const { rows } = await client.query<Row>({ name, text, values });
  return rows;
}
