import {
  aiImpactSchema,
  type AiImpact,
  type AiImpactModelsQuery,
  type AiImpactQuery,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jsonText } from '../platform/index.js';
import type { ImpactStep, StoredAnswer } from './domain/answer.js';
import type { ModelKey } from './domain/readings.js';

/** Kept longer only while somebody asks for it. */
const KEPT_DAYS = 90;
const MOST_KEPT = 500;

/** A question that is to be answered. */
export interface TakenQuestion extends AiImpactQuery {
  id: string;
}

interface Row extends Omit<StoredAnswer, 'impact' | 'progress'> {
  answer: unknown;
  step: ImpactStep | null;
  /** Null where it is not in line. */
  place: number | null;
}

const OF = 'model_id = $1 and version = $2 and from_day = $3 and to_day = $4';
/** Questions that somebody waits for come first. */
const LINE = 'ahead, wanted_at, id';

const FIND = `
select answer, mark, made_at as "madeAt", problem, ahead, asked_at as "askedAt", step,
       case when wanted_at is not null and step is null then
         (select count(*)::int from ai_impact_answer before
           where before.wanted_at is not null and before.step is null
             and (before.ahead, before.wanted_at, before.id) <= (one.ahead, one.wanted_at, one.id)) end as place
  from ai_impact_answer one where ${OF}`;

const WANT = `
insert into ai_impact_answer as one (model_id, version, from_day, to_day, asked_at, wanted_at)
values ($1, $2, $3, $4, $5, $5)
on conflict (model_id, version, from_day, to_day) do update
  set asked_at = excluded.asked_at, wanted_at = coalesce(one.wanted_at, excluded.wanted_at), ahead = false, problem = null`;

const WANT_AHEAD = `
insert into ai_impact_answer (model_id, version, from_day, to_day, asked_at, wanted_at, ahead)
select "modelId", version, $2, $3, $4, $4, true from jsonb_to_recordset($1::jsonb) as one ("modelId" text, version text)
on conflict do nothing`;

const TAKE = `
with taken as (
  update ai_impact_answer set taken_until = $2, step = '{"step": "reading"}'
   where id = (select id from ai_impact_answer
                where wanted_at is not null and (taken_until is null or taken_until < $1)
                order by ${LINE} limit 1 for update skip locked)
  returning id, model_id, version, from_day, to_day)
select id, model_id as model, version, from_day::text as "from", to_day::text as "to" from taken`;

const DROP_OLD = `
delete from ai_impact_answer
 where wanted_at is null and (asked_at < $1::timestamptz - interval '${KEPT_DAYS} days'
    or id in (select id from ai_impact_answer order by asked_at desc, id offset ${MOST_KEPT}))`;

/** Answers in PostgreSQL, with the line of those that are to be made. */
@Injectable()
export class AnswerStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async find(query: AiImpactQuery): Promise<StoredAnswer | undefined> {
    const [row] = await this.dataSource.query<Row[]>(FIND, valuesOf(query));
    return row && storedOf(row);
  }

  /** Stands in line from now on, where it does not already, for somebody who waits. */
  async want(query: AiImpactQuery, now: Date): Promise<void> {
    await this.dataSource.query(WANT, [...valuesOf(query), now]);
  }

  /** Versions of which there is nothing yet stand in line behind everybody. */
  async wantAhead(
    versions: readonly ModelKey[],
    { from, to }: AiImpactModelsQuery,
    now: Date,
  ): Promise<void> {
    await this.dataSource.query(WANT_AHEAD, [JSON.stringify(versions), from, to, now]);
  }

  async asked(query: AiImpactQuery, now: Date): Promise<void> {
    await this.dataSource.query(`update ai_impact_answer set asked_at = $5 where ${OF}`, [
      ...valuesOf(query),
      now,
    ]);
  }

  /** The first in line, which nobody else is given until then; of one that took it and came to no end as well. */
  async take(now: Date, until: Date): Promise<TakenQuestion | undefined> {
    const [row] = await this.dataSource.query<TakenQuestion[]>(TAKE, [now, until]);
    return row;
  }

  async progressed(id: string, step: ImpactStep): Promise<void> {
    await this.dataSource.query(
      'update ai_impact_answer set step = $2 where id = $1 and taken_until is not null',
      [id, JSON.stringify(step)],
    );
  }

  async keep(id: string, impact: AiImpact, mark: string): Promise<void> {
    await this.leaveLine(id, 'answer = $2, mark = $3, made_at = $4, problem = null', [
      jsonText(impact),
      mark,
      impact.at,
    ]);
  }

  /** What is kept stays. */
  async fail(id: string, problem: string): Promise<void> {
    await this.leaveLine(id, 'problem = $2', [problem]);
  }

  /** Back into its place in line. */
  async giveBack(id: string): Promise<void> {
    await this.dataSource.query('update ai_impact_answer set taken_until = null, step = null where id = $1', [
      id,
    ]);
  }

  /** What nobody has asked for in a long time, and the oldest of too many. */
  async dropOld(now: Date): Promise<void> {
    await this.dataSource.query(DROP_OLD, [now]);
  }

  private async leaveLine(id: string, changed: string, values: unknown[]): Promise<void> {
    await this.dataSource.query(
      `update ai_impact_answer set ${changed}, wanted_at = null, taken_until = null, step = null where id = $1`,
      [id, ...values],
    );
  }
}

function valuesOf({ model, version, from, to }: AiImpactQuery): string[] {
  return [model, version, from, to];
}

function storedOf({ answer, step, place, ...row }: Row): StoredAnswer {
  const parsed = aiImpactSchema.safeParse(answer);
  return {
    ...row,
    impact: parsed.success ? parsed.data : null,
    progress: step ?? (place === null ? null : { step: 'inLine', place }),
  };
}
