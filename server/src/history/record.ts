import { randomUUID } from 'node:crypto';
import type { Tx } from '../platform/db.ts';
import { insertLine } from './history.store.ts';

export interface Line {
  readonly appointment_id: string;
  readonly changed_by_user_id: string;
  readonly previous_status: string;
  readonly new_status: string;
  readonly change_reason: string;
  readonly changed_at: string;
  /** The version of the appointment that came of it. */
  readonly version: number;
}

/** Writes one line of history in the caller's transaction: it stands exactly if the change does. */
export async function recordChange(tx: Tx, line: Line): Promise<void> {
  await insertLine(tx, { id: randomUUID(), ...line });
}
