import { z } from 'zod';
import { filter, uuid } from '../http/fields.ts';
import { pageOf } from '../http/page-of.ts';

/** The 7 keys of a history line, in the order of contract 2.4. */
export const historyLine = z.strictObject({
  id: z.guid(),
  appointment_id: z.guid(),
  changed_by_user_id: z.guid(),
  previous_status: z.string(),
  new_status: z.string(),
  change_reason: z.string(),
  changed_at: z.string(),
});

export const historyLines = z.array(historyLine);

export const historyQuery = z.object({
  appointment_id: filter(uuid('Only the lines of this appointment.')),
  ordering: z.string().optional(),
  page: z.string().optional(),
});

export const historyPage = pageOf(historyLine);
