/** The reading order is the index \`worklist_order\`: band, due time, study UID. */
export const worklistTables = `
create table worklist_item (
  study_id uuid primary key references study on delete cascade,
  study_uid text not null unique,
  order_class text not null check (order_class in ('stat', 'urgent', 'routine')),
  order_source text not null check (order_source in ('default', 'images', 'person')),
  band smallint not null check (band between 0 and 3),
  due_at timestamptz not null,
  ready_at timestamptz not null,
  overdue boolean not null,
  reasons jsonb not null,
  policy_version text not null,
  reading text not null check (reading in ('unread', 'read')),
  version int not null default 1,
  changed_at timestamptz not null default now()
);
create index worklist_order on worklist_item (band, due_at, study_uid) where reading = 'unread';
create index worklist_becoming_overdue on worklist_item (due_at) where reading = 'unread' and not overdue;
`;
