/** Signed reports that colleagues review. Nobody reviews what they wrote or signed; a disagreement says what it is. */
export const peerLearningTables = `
create table peer_learning_settings (
  id boolean primary key default true check (id),
  version int not null,
  percent double precision not null check (percent between 0 and 100),
  cap_per_reader int not null check (cap_per_reader > 0),
  blind boolean not null
);
create table peer_round (
  week date primary key,
  seed text not null,
  percent double precision not null,
  cap_per_reader int not null,
  blind boolean not null,
  reports int not null,
  assigned int not null default 0,
  made_at timestamptz(3) not null
);
create table peer_review (
  id uuid primary key default gen_random_uuid(),
  week date not null references peer_round on delete cascade,
  report_id uuid not null unique references report on delete cascade,
  study_id uuid not null references study on delete cascade,
  modality text not null,
  reader_id text not null,
  involved text[] not null,
  reviewer_id text not null,
  reviewer text not null,
  assigned_at timestamptz(3) not null,
  verdict text check (verdict in ('agree', 'disagreeMinor', 'disagreeMajor', 'greatCatch')),
  categories text[] not null default '{}',
  comment text,
  given_at timestamptz(3),
  answer text,
  answered_at timestamptz(3),
  check (reader_id = any (involved)),
  check (reviewer_id <> all (involved)),
  check ((verdict is null) = (given_at is null)),
  check (verdict not like 'disagree%' or comment is not null and cardinality(categories) > 0),
  check ((answer is null) = (answered_at is null) and (answer is null or verdict is not null))
);
create index peer_review_open on peer_review (reviewer_id, assigned_at desc, id desc) where given_at is null;
create index peer_review_given on peer_review (reviewer_id, given_at desc, id desc) where given_at is not null;
create index peer_review_feedback on peer_review using gin (involved) where given_at is not null;
create index peer_review_week on peer_review (week)
`;
