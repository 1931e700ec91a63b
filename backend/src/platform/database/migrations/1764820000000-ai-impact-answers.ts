import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers of AI impact, which follow from the log and can be dropped, and the line of those that are to be made. */
export class AiImpactAnswers1764820000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ai_impact_answer (
        id bigint generated always as identity primary key,
        model_id text not null,
        version text not null,
        from_day date not null,
        to_day date not null check (to_day >= from_day),
        answer jsonb,
        mark text,
        made_at timestamptz(3),
        problem text,
        asked_at timestamptz(3) not null,
        wanted_at timestamptz(3),
        ahead boolean not null default false,
        taken_until timestamptz(3),
        step jsonb,
        unique (model_id, version, from_day, to_day),
        foreign key (model_id, version) references model_version on delete cascade
      );
      create index ai_impact_answer_line on ai_impact_answer (ahead, wanted_at, id) where wanted_at is not null;
      create index inference_run_shown on inference_run (model_id, model_version, finished_at)
        where effect = 'shown' and state in ('flagged', 'notFlagged')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index inference_run_shown; drop table ai_impact_answer');
  }
}
