import { z } from 'zod';

/** Peers' answers, as much of them as this service relies on (contract 4.1 to 4.4). */

const id = z.string().transform((text) => text.toLowerCase());
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

export const customerAnswer = z.object({ user_id: id, full_name: text });

export const vehicleAnswer = z.object({
  vehicle_id: id,
  customer_id: id,
  is_active: z.boolean(),
  year: z
    .number()
    .nullish()
    .transform((value) => value ?? undefined),
  make: text,
  model: text,
  plate_number: text,
});

/** The list leaves out what the single car tells, make, model and year; it has a name instead. */
export const vehicleListAnswer = z.array(
  z.object({
    vehicle_id: z.guid().transform((guid) => guid.toLowerCase()),
    customer_id: id,
    is_active: z.boolean().default(true),
    display_name: text,
    plate_number: text,
  }),
);

// The employee service has local ids besides the account's; only the latter can be compared.
const accountId = z
  .guid()
  .transform((text) => text.toLowerCase())
  .optional()
  .catch(undefined);

export const employeeAnswer = z.object({
  id: accountId,
  full_name: text,
  first_name: text,
  is_available: z.boolean().default(true),
});

export const userAnswer = z.object({
  id,
  user_role: z.string(),
  is_active: z.boolean(),
  first_name: text,
  last_name: text,
});

/** Pages of accounts; whatever `next` says is not followed, only counted on. */
export const userListAnswer = z.object({
  next: z.unknown(),
  results: z.array(userAnswer.extend({ id: z.guid().transform((guid) => guid.toLowerCase()) })),
});
