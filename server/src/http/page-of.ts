import { z } from 'zod';

/** The envelope of a page of such rows, its four keys in order (contract 1.7). */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.strictObject({
    count: z.int(),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    results: z.array(row),
  });
}
