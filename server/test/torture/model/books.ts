import type pg from 'pg';
import { expect } from 'vitest';
import type { Diary } from './diary.ts';
import type { Shop } from './shop.ts';

interface Book {
  readonly id: string;
  readonly version: number;
  readonly deleted: boolean;
  readonly versions: readonly number[];
  readonly lines: number;
  readonly events: readonly string[];
  readonly faulty: number;
}

const SQL = `
  select
    id, version, deleted,
    (select coalesce(array_agg(u.version order by sequence), '{}')
      from appointment_audit as u where u.appointment_id = stored.id) as versions,
    (select count(*)::int from appointment_history as h where h.appointment_id = stored.id) as lines,
    (select coalesce(array_agg(event order by sequence), '{}')
      from outbox as o where o.appointment_id = stored.id) as events,
    (select count(*)::int
      from (
        select hash <> appointment_audit_hash(u)
          or previous_hash is distinct from lag(hash) over (order by sequence) as wrong
        from appointment_audit as u where u.appointment_id = stored.id
      ) as links where wrong) as faulty
  from (
    select id, version, false as deleted from appointments
    union all
    select id, version, true from deleted_appointments
  ) as stored
  where id = any ($1)
`;

/** Expects that the tables say of every job what the diary says, and the audit every version. */
export async function expectSameBooks(past: pg.Client, diary: Diary, shop: Shop): Promise<void> {
  const { rows } = await past.query<Book>(SQL, [shop.jobs]);
  const books = new Map(rows.map((row) => [row.id, row]));
  expect(books.size).toBe(diary.jobs.length);
  for (const [number, job] of diary.jobs.entries()) {
    const id = shop.jobs[number] ?? '';
    expect(books.get(id), `job ${number}`).toEqual({
      id,
      version: job.version,
      deleted: job.deleted,
      versions: Array.from({ length: job.version }, (_, index) => index + 1),
      lines: job.lines,
      events: job.events,
      faulty: 0,
    });
  }
}
