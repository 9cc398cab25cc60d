-- What already broke a rule when the predecessor's database was adopted: one row for each kind of
-- finding, written once, with this migration, by server/src/adoption. Empty on any other database.

create table adoption_report (
  finding text primary key,
  found integer not null,
  -- The first twenty, each with the ids of the rows it is about.
  examples jsonb not null,
  reported_at timestamp with time zone not null default now()
);

-- The columns that 0002 added to an adopted table have no statistics, and it may be long until
-- enough rows change for autovacuum to gather them.
analyze appointments;
