import { AGE_LIMITS, bandSchema, type LiveBoard } from '@firstread/contract';
import type { EntityManager } from 'typeorm';

export const unreadSql = `
select band, width_bucket(extract(epoch from $1::timestamptz - ready_at)::float8 / 60, $2::float8[]) as age,
       count(*)::int as count
  from worklist_item where reading = 'unread' group by 1, 2`;

/** Unread studies by band and by minutes since they could first be read. */
export async function unreadFigure(manager: EntityManager, now: Date): Promise<LiveBoard['unread']> {
  const rows = await manager.query<{ band: number; age: number; count: number }[]>(unreadSql, [
    now,
    AGE_LIMITS,
  ]);
  const bands = bandSchema.options.map(({ value: band }) => {
    const byAge = new Array<number>(AGE_LIMITS.length + 1).fill(0);
    for (const row of rows) if (row.band === band) byAge[row.age] = row.count;
    return { band, byAge, total: sum(byAge) };
  });
  return { total: sum(bands.map(({ total }) => total)), bands };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
