import { z } from 'zod';

/** The 7 keys of a history line, in the order of contract 2.4. */
export const historyLine = z.strictObject({
  id: z.uuid(),
  appointment_id: z.uuid(),
  changed_by_user_id: z.uuid(),
  previous_status: z.string(),
  new_status: z.string(),
  change_reason: z.string(),
  changed_at: z.string(),
});

export const historyLines = z.array(historyLine);
