import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rules of the reading order as versions, with what waits for a second person. The order within a band gets a key of its
 * own, which is the due time but in band 0. Where the patient is comes from the order or the images.
 */
export class Rules1764650000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table rule_version (
        version int primary key,
        rules jsonb not null,
        reason text not null,
        proposed_by text not null,
        approved_by text not null,
        restores int references rule_version,
        since timestamptz(3) not null default now()
      );
      insert into rule_version (version, rules, reason, proposed_by, approved_by) values (1,
        '{"targets": {"stat": 30, "urgent": 120, "routine": 1440}, "suspicionMinutes": 60,
          "suspicionRank": "belowStat", "exceptions": []}',
        'What a new system begins with', 'Firstread', 'Firstread');

      -- One at a time: the column is the same for every row.
      create table rule_proposal (
        id uuid primary key default gen_random_uuid(),
        only_one boolean not null default true unique check (only_one),
        rules jsonb not null,
        reason text not null,
        based_on int not null references rule_version,
        proposed_by_id text not null,
        proposed_by text not null,
        proposed_at timestamptz(3) not null
      );

      alter table imaging_order add column patient_location text;

      alter table worklist_item add column rank_at timestamptz;
      alter table worklist_item add column location text;
      update worklist_item set rank_at = case when band = 0 then ready_at else due_at end;
      alter table worklist_item alter column rank_at set not null;
      alter table worklist_item drop constraint worklist_item_order_source_check;
      alter table worklist_item add constraint worklist_item_order_source_check
        check (order_source in ('default', 'images', 'order', 'person'));
      drop index worklist_order;
      create index worklist_order on worklist_item (band, rank_at, study_uid) where reading = 'unread';
      drop index worklist_overdue, worklist_suspected, worklist_site;
      create index worklist_overdue on worklist_item (band, rank_at, study_uid) where reading = 'unread' and overdue;
      create index worklist_suspected on worklist_item (band, rank_at, study_uid)
        where reading = 'unread' and suspected;
      create index worklist_site on worklist_item (site, band, rank_at, study_uid) where reading = 'unread';
      create index worklist_ready on worklist_item (ready_at);
      create index event_claim_ended on event (occurred_at) where name = 'ClaimEnded';
      create index worklist_policy_version on worklist_item (policy_version) where reading = 'unread'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index event_claim_ended;
      drop index worklist_ready;
      drop index worklist_policy_version;
      drop index worklist_order;
      create index worklist_order on worklist_item (band, due_at, study_uid) where reading = 'unread';
      drop index worklist_overdue, worklist_suspected, worklist_site;
      create index worklist_overdue on worklist_item (band, due_at, study_uid) where reading = 'unread' and overdue;
      create index worklist_suspected on worklist_item (band, due_at, study_uid)
        where reading = 'unread' and suspected;
      create index worklist_site on worklist_item (site, band, due_at, study_uid) where reading = 'unread';
      update worklist_item set order_source = 'images' where order_source = 'order';
      alter table worklist_item drop constraint worklist_item_order_source_check;
      alter table worklist_item add constraint worklist_item_order_source_check
        check (order_source in ('default', 'images', 'person'));
      alter table worklist_item drop column location;
      alter table worklist_item drop column rank_at;
      alter table imaging_order drop column patient_location;
      drop table rule_proposal;
      drop table rule_version`);
  }
}
