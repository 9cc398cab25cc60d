import { z } from 'zod';
import { date, filter, integer } from '../http/fields.ts';

export const freeSlotsQuery = z.object({
  start_date: date('First date.'),
  end_date: date('Last date, at most 92 days in all.'),
  duration_minutes: filter(integer(1, 1440, 'Length of the job in minutes.')),
});

export const freeSlotsAnswer = z.strictObject({
  count: z.int(),
  slots: z.array(
    z.strictObject({
      date: z.string(),
      start_time: z.string(),
      end_time: z.string(),
      available_capacity: z.int(),
    }),
  ),
});
