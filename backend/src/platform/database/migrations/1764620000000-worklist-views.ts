import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a list is filtered by stands in its row. `worklist_facets` answers every count without the rows themselves; the
 * others hold the studies of a rare filter in reading order.
 */
export class WorklistViews1764620000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table worklist_item
        add column modalities text[] not null default '{}',
        add column site text not null default '',
        add column suspected boolean not null default false;
      update worklist_item item set
        modalities = coalesce((
          select array_agg(distinct left(modality, 16) order by left(modality, 16)) from series
           where series.study_id = item.study_id and not own and not hidden), '{}'),
        site = left(coalesce(study.institution, ''), 200),
        suspected = item.reasons @> '[{"kind": "ai"}]' or exists (
          select 1 from inference_run run
           where run.study_id = item.study_id and run.state = 'flagged' and run.effect = 'shown')
        from study where study.id = item.study_id;
      create index worklist_facets on worklist_item
        (band, overdue, suspected, order_class, site, modalities, study_id) where reading = 'unread';
      create index worklist_overdue on worklist_item (band, due_at, study_uid) where reading = 'unread' and overdue;
      create index worklist_suspected on worklist_item (band, due_at, study_uid)
        where reading = 'unread' and suspected;
      create index worklist_site on worklist_item (site, band, due_at, study_uid) where reading = 'unread';
      create index worklist_modalities on worklist_item using gin (modalities) where reading = 'unread';
      create index claim_holder on claim (holder_id);
      create table worklist_view (
        id uuid primary key default gen_random_uuid(),
        owner_id text not null,
        name text not null,
        scope text not null check (scope in ('own', 'shared')),
        definition jsonb not null,
        changed_at timestamptz not null default now()
      );
      create unique index worklist_view_own on worklist_view (owner_id, lower(name)) where scope = 'own';
      create unique index worklist_view_shared on worklist_view (lower(name)) where scope = 'shared';
      create table worklist_layout (
        owner_id text primary key,
        layout jsonb not null,
        changed_at timestamptz not null default now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table worklist_layout, worklist_view;
      drop index claim_holder, worklist_facets, worklist_overdue, worklist_suspected, worklist_site,
        worklist_modalities;
      alter table worklist_item drop column modalities, drop column site, drop column suspected`);
  }
}
