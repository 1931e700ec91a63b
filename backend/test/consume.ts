import type { DataSource } from 'typeorm';
import type { EventConsumer } from '../src/platform/index.js';
import { until } from './until.js';

/** Has the consumer take everything that is in the log, once no open transaction of the server holds it back. */
export async function consumeAll(
  dataSource: DataSource,
  consumer: Pick<EventConsumer, 'consume'>,
): Promise<void> {
  // Transactions of other databases count too, and other specs run beside this one.
  await until(async () => {
    const [row] = await dataSource.query<{ held: boolean }[]>(
      'select exists (select from event where transaction >= pg_snapshot_xmin(pg_current_snapshot())) as held',
    );
    return row?.held === false;
  });
  while (await consumer.consume());
}
