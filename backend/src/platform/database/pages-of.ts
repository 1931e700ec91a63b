import type { DataSource, ObjectLiteral } from 'typeorm';

const ROWS = 20_000;

/** The rows of a statement a page at a time, so that the answer of the database is never held as a whole. */
export async function* pagesOf<Row extends ObjectLiteral>(
  dataSource: DataSource,
  statement: string,
  values: unknown[],
): AsyncGenerator<Row[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    // All rows are wanted, not the first ones soon.
    await runner.query('set local cursor_tuple_fraction = 1');
    await runner.query(`declare pages no scroll cursor for ${statement}`, values);
    for (;;) {
      const rows = (await runner.query(`fetch ${ROWS} from pages`)) as Row[];
      if (rows.length === 0) break;
      yield rows;
    }
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
  }
}
