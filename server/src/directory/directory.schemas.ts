import { z } from 'zod';
import { filter, text, uuid } from '../http/fields.ts';

export const vehiclesQuery = z.object({
  customer_id: filter(uuid('Whose cars; staff have to say, customers get their own.')),
});

/** A bare array, never paginated. */
export const vehiclesAnswer = z.array(
  z.strictObject({
    id: z.guid(),
    customer_id: z.guid(),
    vehicle_details: z.string(),
    plate_number: z.string().nullable(),
  }),
);

const person = z.strictObject({ id: z.guid(), full_name: z.string() });

export const employeesAnswer = z.array(person);

export const customersQuery = z.object({
  q: filter(text("Part of the customer's name or of the plate of a car.", 100)),
});

export const customersAnswer = z.array(person);
