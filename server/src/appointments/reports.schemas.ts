import { z } from 'zod';
import { filter, uuid } from '../http/fields.ts';
import { appointmentAnswer, listQuery } from './appointments.schemas.ts';

/** Filters of the three query endpoints; `vehicle_id` is one of them here. */
export const reportQuery = listQuery
  .omit({ q: true, page: true, ordering: true })
  .extend({ vehicle_id: filter(uuid('Only this car.')) });

/** A bare array, never paginated (contract 1.7). */
export const reportAnswer = z.array(appointmentAnswer);

const count = z.int();

export const statisticsAnswer = z.strictObject({
  total_appointments: count,
  pending: count,
  confirmed: count,
  in_progress: count,
  completed: count,
  cancelled: count,
  today: count,
  completed_today: count,
  upcoming: count,
  by_type: z.record(z.string(), count),
  no_show: count,
  pending_appointments: count,
  confirmed_appointments: count,
  completed_appointments: count,
  cancelled_appointments: count,
});
