import { type Insertable, sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { KnownNamesTable } from '../platform/db-types.ts';
import type { Kind, NamedPerson } from './directory.ts';

const MOST_FOUND = 20;

/** Stores names; of those that stand there already alike, nothing is written. */
export async function saveKnownNames(
  db: Db,
  rows: readonly Omit<Insertable<KnownNamesTable>, 'updated_at'>[],
): Promise<void> {
  await db
    .insertInto('known_names')
    .values([...rows])
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'id'])
        .doUpdateSet((is) => ({
          owner_id: is.ref('excluded.owner_id'),
          name: is.ref('excluded.name'),
          plate: is.ref('excluded.plate'),
          search: is.ref('excluded.search'),
          updated_at: sql<string>`now()`,
        }))
        .where(
          sql<boolean>`(known_names.owner_id, known_names.name, known_names.plate, known_names.search)
            is distinct from (excluded.owner_id, excluded.name, excluded.plate, excluded.search)`,
        ),
    )
    .execute();
}

/** Forgets a name, until somebody looks it up again. */
export async function deleteKnownName(db: Db, kind: Kind, id: string): Promise<void> {
  await db.deleteFrom('known_names').where('kind', '=', kind).where('id', '=', id).execute();
}

export async function listKnownEmployees(db: Db): Promise<NamedPerson[]> {
  return await db
    .selectFrom('known_names')
    .select(['id', 'name as full_name'])
    .where('kind', '=', 'employee')
    .execute();
}

/** The first customers by name to whom one of the patterns fits, or to one of whose cars. */
export async function findKnownCustomers(
  db: Db,
  patterns: { readonly name: string | null; readonly plate: string | null },
): Promise<NamedPerson[]> {
  return await db
    .selectFrom('known_names as customer')
    .select(['customer.id', 'customer.name as full_name'])
    .where('customer.kind', '=', 'customer')
    .where((is) =>
      is.or([
        is('customer.search', 'like', patterns.name),
        is(
          'customer.id',
          'in',
          is
            .selectFrom('known_names as car')
            .select('car.owner_id')
            .where('car.kind', '=', 'vehicle')
            .where('car.search', 'like', patterns.plate),
        ),
      ]),
    )
    .orderBy('customer.search')
    .orderBy('customer.id')
    .limit(MOST_FOUND)
    .execute();
}
