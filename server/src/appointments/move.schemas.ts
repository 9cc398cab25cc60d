import { z } from 'zod';
import { date, integer, nullable, optional, time, uuid } from '../http/fields.ts';
import { moveBody } from './appointments.schemas.ts';

export const moveAppointmentBody = z.object({
  new_date: date('The new date, or the one that it has.'),
  new_time: time('The new time, or the one that it has.'),
  employee_id: optional(
    nullable(uuid('User id of the employee; `null` for nobody, left out: no change.')),
  ),
  reason: moveBody.shape.reason,
  announce_after_seconds: optional(
    integer(0, 60, 'When the customer is told of a new time; a further move replaces the message.'),
  ),
});
