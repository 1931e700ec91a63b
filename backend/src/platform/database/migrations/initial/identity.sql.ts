export const identityTables = `
create table site (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  time_zone text not null,
  created_at timestamptz not null default now()
);

create table app_user (
  id uuid primary key default gen_random_uuid(),
  email text not null unique check (email = lower(email)),
  display_name text not null,
  role text not null check (role in ('radiologist', 'departmentHead', 'aiVendor', 'administrator')),
  password_hash text not null,
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);

create table session (
  token_hash bytea primary key,
  user_id uuid not null references app_user on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_expiry on session (expires_at);

create table api_token (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  role text not null check (role in ('radiologist', 'departmentHead', 'aiVendor', 'administrator', 'device')),
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table setup_token (
  token_hash bytea primary key,
  created_at timestamptz not null default now(),
  used_at timestamptz
);
`;
