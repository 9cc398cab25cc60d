import type { AppError, Problem } from '../platform/app-error.ts';
import { problem } from './appointments.errors.ts';
import { bookedTwice } from './appointments.store.ts';

/**
 * Runs a write and turns the database's last guard against double booking into a refusal. It
 * speaks only when a row that this service never wrote has slipped past the locks.
 */
export async function refuseBookedTwice<T>(
  refused: (problems: readonly Problem[]) => AppError,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const who = bookedTwice(error);
    if (who === undefined) throw error;
    throw refused([problem(who === 'customer' ? 'customer_busy' : 'employee_busy')]);
  }
}
