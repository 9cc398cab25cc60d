import type { Db } from '../platform/db.ts';
import type { Kind } from './directory.ts';
import { deleteKnownName } from './known-names.store.ts';

/** Forgets a name that lists are searched by, until somebody looks it up again. */
export async function forgetName(db: Db, kind: Kind, id: string): Promise<void> {
  await deleteKnownName(db, kind, id);
}
