import { z } from 'zod';
import { boolean, date, day, filter, integer, optional, time } from '../http/fields.ts';
import { pageOf } from '../http/page-of.ts';

const INT_MAX = 2_147_483_647;

const fields = {
  date: date("Date on the workshop's calendar."),
  start_time: time('When it starts; only one slot may start at a date and time.'),
  end_time: time('When it ends, later than the start; 23:59 means midnight.'),
  is_available: optional(boolean('Whether it can be booked; a new slot can.')),
  max_concurrent_appointments: optional(
    integer(0, INT_MAX, 'Appointments at the same time; a new slot has the usual number.'),
  ),
};

/** What POST and PUT take. */
export const slotBody = z.object(fields);

export const patchBody = z.object({
  ...fields,
  date: optional(fields.date),
  start_time: optional(fields.start_time),
  end_time: optional(fields.end_time),
});

export const slotsQuery = z.object({
  start_date: filter(date('First date.')),
  end_date: filter(date('Last date.')),
  ordering: z.string().optional(),
  page: z.string().optional(),
});

/** The 7 keys of a slot, in the order of contract 2.4, then its version. */
export const slotAnswer = z.strictObject({
  id: z.guid(),
  date: z.string(),
  start_time: z.string(),
  end_time: z.string(),
  is_available: z.boolean(),
  max_concurrent_appointments: z.int(),
  available_capacity: z.int(),
  version: z.int(),
});

export const slotPage = pageOf(slotAnswer);

export const bulkBody = z.object({
  start_date: day('First date; a time part is dropped.'),
  end_date: day('Last date, at most 366 days in all.'),
});

export const bulkAnswer = z.strictObject({ message: z.string(), count: z.int() });
