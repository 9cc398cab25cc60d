import { z } from 'zod';
import { LONGEST_VALUE } from '../platform/key-value-store.ts';
import type { Kind, Records } from './directory.ts';

// A change of the shapes below needs another version here: processes of two releases share a Redis.
const PREFIX = 'appointments:v1';

/** Where the copy of a record is kept. */
export function entryKey(kind: Kind, id: string): string {
  return `${PREFIX}:${kind}:${id}`;
}

/** Stands for a while after an entry was dropped. */
export function dropMarkKey(kind: Kind, id: string): string {
  return `${PREFIX}:dropped:${kind}:${id}`;
}

const named = z.string().refine((text) => text.trim() !== '');
const maybe = <Shape extends z.ZodType>(shape: Shape) =>
  shape.optional().transform((value) => value ?? undefined);

// What the customer service calls a person whose name the caller may not read (contract 4.1).
const NO_NAMES = ['unknown customer', 'unknown', 'n/a'];
const realName = named.refine((text) => !NO_NAMES.includes(text.trim().toLowerCase()));

/**
 * Records that are worth keeping: complete, so that a caller who may see less does not decide what
 * others see (contract 9.30), and with nothing beyond id, names, plate and availability.
 */
const ENTRIES: { readonly [K in Kind]: z.ZodType<Records[K]> } = {
  customer: z.strictObject({ id: z.string(), full_name: realName }),
  vehicle: z.strictObject({
    id: z.string(),
    customer_id: z.string(),
    is_active: z.literal(true),
    year: maybe(z.number()),
    make: named,
    model: named,
    plate_number: maybe(z.string()),
  }),
  employee: z
    .strictObject({
      id: z.string(),
      full_name: maybe(z.string()),
      first_name: maybe(z.string()),
      is_available: z.boolean(),
    })
    .refine((record) => [record.full_name, record.first_name].some((name) => name?.trim())),
};

/** Whether a record may be kept for every caller. */
export function isComplete<K extends Kind>(kind: K, record: Records[K]): boolean {
  return ENTRIES[kind].safeParse(record).success;
}

/** The text to keep of a record; nothing when it is not complete, or longer than a name can be. */
export function textOf<K extends Kind>(kind: K, record: Records[K]): string | undefined {
  if (!isComplete(kind, record)) return undefined;
  const text = JSON.stringify(record);
  return text.length > LONGEST_VALUE ? undefined : text;
}

/** The record in a kept text, unless the text is not one that `textOf` writes for this id. */
export function recordIn<K extends Kind>(
  kind: K,
  id: string,
  text: string,
): Records[K] | undefined {
  const record = ENTRIES[kind].safeParse(json(text)).data as Records[K] | undefined;
  return record?.id === id ? record : undefined;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No shape takes it.
    return undefined;
  }
}
