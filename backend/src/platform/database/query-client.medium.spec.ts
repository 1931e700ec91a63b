import pg from 'pg';
import { QueryClient } from './query-client.js';

let client: QueryClient;

beforeAll(async () => {
  client = new QueryClient({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
});
afterAll(() => client.end());

describe('QueryClient', () => {
  it('answers with a promise, and rejects with what PostgreSQL says', async () => {
    const { rows } = await client.query('select $1::int + 1 as sum', [41]);
    expect(rows).toEqual([{ sum: 42 }]);
    await expect(client.query('select no_such_column')).rejects.toMatchObject({ code: '42703' });
    await expect(client.query({ name: 'named', text: 'select 1 as one' })).resolves.toMatchObject({
      rows: [{ one: 1 }],
    });
  });

  it('leaves callbacks and queries of their own as they are', async () => {
    const called = await new Promise((resolve, reject) =>
      client.query('select 1 as one', (error, { rows }) => (error ? reject(error) : resolve(rows))),
    );
    expect(called).toEqual([{ one: 1 }]);
    const query = new pg.Query('select 2 as two');
    expect(client.query(query)).toBe(query);
    const rows: unknown[] = [];
    query.on('row', (row) => rows.push(row));
    await new Promise((resolve) => query.on('end', resolve));
    expect(rows).toEqual([{ two: 2 }]);
  });
});
