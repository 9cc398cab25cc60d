import { z } from 'zod';
import { filter, uuid } from '../http/fields.ts';
import { pageOf } from '../http/page-of.ts';

const change = z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() });

/** The 7 keys of a history line, in the order of contract 2.4, then what the audit knows of it. */
export const historyLine = z.strictObject({
  id: z.guid(),
  appointment_id: z.guid(),
  changed_by_user_id: z.guid(),
  previous_status: z.string(),
  new_status: z.string(),
  change_reason: z.string(),
  changed_at: z.string(),
  /** Of the appointment, after the change; null for lines of the predecessor, like the next three. */
  version: z.int().nullable(),
  actor_role: z.string().nullable(),
  channel: z.string().nullable(),
  request_id: z.string().nullable(),
  changes: z.array(change),
});

export type HistoryLine = z.input<typeof historyLine>;

export const historyLines = z.array(historyLine);

export const historyQuery = z.object({
  appointment_id: filter(uuid('Only the lines of this appointment.')),
  ordering: z.string().optional(),
  page: z.string().optional(),
});

export const historyPage = pageOf(historyLine);
