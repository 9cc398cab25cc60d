import type { Actor } from '../platform/actor.ts';
import { AppError } from '../platform/app-error.ts';
import type { Db } from '../platform/db.ts';
import type { DirectoryErrorCode } from './directory.errors.ts';
import type { Directory, NamedPerson } from './directory.ts';
import { listKnownEmployees } from './known-names.store.ts';

/**
 * Lists the employees of whom somebody has asked before, and to an admin also those who only have
 * an account; without the authentication service the former alone.
 */
export async function listEmployees(
  deps: { readonly db: Db; readonly directory: Directory },
  actor: Actor,
): Promise<NamedPerson[]> {
  const [known, registered] = await Promise.all([
    listKnownEmployees(deps.db),
    actor.role === 'admin' ? accounts(deps.directory, actor.token) : [],
  ]);
  const people = new Map<string, NamedPerson>();
  for (const person of [...registered, ...known]) people.set(person.id, person);
  return [...people.values()].sort(
    (one, other) => one.full_name.localeCompare(other.full_name) || (one.id < other.id ? -1 : 1),
  );
}

const AWAY: DirectoryErrorCode = 'directory_unavailable';

async function accounts(directory: Directory, token: string): Promise<readonly NamedPerson[]> {
  try {
    return await directory.listEmployees(token);
  } catch (error) {
    if (error instanceof AppError && error.code === AWAY) return [];
    throw error;
  }
}
