-- What people and cars were called when they were last looked up, so that lists can be searched
-- (contract 9.34). Copies only: nothing is decided on them, and all of it may be lost.
create table known_names (
  kind text not null,
  id uuid not null,
  -- Of a car: its owner.
  owner_id uuid,
  name text not null,
  plate text,
  -- What a search is compared with: the name, or of a car the plate, in one spelling.
  search text not null,
  updated_at timestamp with time zone not null default now(),
  constraint known_names_pkey primary key (kind, id),
  constraint known_names_kind_check check (kind in ('customer', 'vehicle', 'employee'))
);

create index known_names_owner_idx on known_names (owner_id);
