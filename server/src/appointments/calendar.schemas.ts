import { z } from 'zod';
import { date, filter, uuid } from '../http/fields.ts';
import { appointmentListItem } from './appointments.schemas.ts';

export const calendarQuery = z.object({
  start_date: date('First date.'),
  end_date: date('Last date, at most 14 days in all.'),
  employee_id: filter(uuid('Only appointments that are assigned to this employee.')),
});

export const calendarAnswer = z.strictObject({
  appointments: z.array(appointmentListItem),
  hours: z.array(
    z.strictObject({
      date: z.string(),
      start_time: z.string(),
      end_time: z.string(),
      slot_id: z.guid().nullable(),
      is_available: z.boolean(),
      places: z.int(),
      available_capacity: z.int(),
    }),
  ),
});
