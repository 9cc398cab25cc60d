import { z } from 'zod';
import { date } from '../http/fields.ts';

export const insightsQuery = z.object({
  start_date: date('First date.'),
  end_date: date('Last date, at most 92 days in all.'),
});

const count = z.int();

export const insightsAnswer = z.strictObject({
  days: z.array(
    z.strictObject({
      date: z.string(),
      appointments: count,
      booked_minutes: count,
      capacity_minutes: count,
      cancelled: count,
      no_show: count,
    }),
  ),
  by_status: z.array(z.strictObject({ status: z.string(), count })),
  by_type: z.array(z.strictObject({ appointment_type: z.string(), count })),
  employees: z.array(
    z.strictObject({
      employee_id: z.guid(),
      employee_name: z.string(),
      completed: count,
      duration_seconds: count,
      booked_minutes: count,
    }),
  ),
});
