import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

/** How many studies more wait after each of the given instants than at the one before; place 0 is the first of them. */
const CHANGES = `
select width_bucket(at, $1::timestamptz[]) as place, sum(change)::int as change
  from (
    select started_at as at, 1 as change from study_interval
     where stage = 'wait' and excluded is null and started_at < $3 and (ended_at is null or ended_at >= $2)
    union all
    select ended_at, -1 from study_interval
     where stage = 'wait' and excluded is null and started_at < $3 and ended_at >= $2 and ended_at < $3
  ) one group by 1`;

/** How many studies waited to be read at a moment, as their intervals say now. */
@Injectable()
export class Loads {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Studies whose wait had begun before each of the instants and had not ended before it, by the instant in ms. */
  async waitingAt(instants: readonly Date[]): Promise<Map<number, number>> {
    const sorted = [...new Set(instants.map((one) => one.getTime()))].sort((a, b) => a - b);
    const [first, last] = [sorted[0], sorted.at(-1)];
    if (first === undefined || last === undefined) return new Map();
    const rows = await this.dataSource.query<{ place: number; change: number }[]>(CHANGES, [
      sorted.map((ms) => new Date(ms)),
      new Date(first),
      new Date(last),
    ]);
    const changes = new Map(rows.map(({ place, change }) => [place, change]));
    let waiting = 0;
    return new Map(
      sorted.map((ms, place) => {
        waiting += changes.get(place) ?? 0;
        return [ms, waiting];
      }),
    );
  }
}
