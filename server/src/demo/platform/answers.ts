import { z } from 'zod';

/** Ends a request with this status and JSON body. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
  }
}

export const notFound = (): Refusal => new Refusal(404, { detail: 'Not found.' });

export const notPermitted = (): Refusal =>
  new Refusal(403, { detail: 'You do not have permission to perform this action.' });

const dashedUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The lower-case dashed form of a UUID written with or without dashes, else undefined. */
export function readUuid(text: string): string | undefined {
  const lower = text.trim().toLowerCase();
  if (dashedUuid.test(lower)) return lower;
  const dashed = lower.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return dashedUuid.test(dashed) ? dashed : undefined;
}

/** The UUID of a path segment; refuses with 404 what is none, as a Django route does. */
export function uuidInPath(text: string): string {
  const uuid = readUuid(text);
  if (uuid === undefined) throw notFound();
  return uuid;
}

/** The last value of a query parameter; an absent or empty one is undefined. */
export function queryValue(query: unknown, name: string): string | undefined {
  const values = z.record(z.string(), z.unknown()).safeParse(query);
  const value = values.success ? values.data[name] : undefined;
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' && last !== '' ? last : undefined;
}

/** Required, not null, a string that is not blank; for `z.unknown()`-typed input. */
export const requiredText = z
  .unknown()
  .superRefine((value, issues) => {
    const problem = textProblem(value);
    if (problem !== undefined) issues.addIssue({ code: 'custom', message: problem });
  })
  .transform((value) => String(value).trim());

function textProblem(value: unknown): string | undefined {
  if (value === undefined) return 'This field is required.';
  if (value === null) return 'This field may not be null.';
  if (typeof value !== 'string' && typeof value !== 'number') return 'Not a valid string.';
  return String(value).trim() === '' ? 'This field may not be blank.' : undefined;
}

/** The checked body, or a refusal with one list of messages per field; no body counts as `{}`. */
export function readBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown = {},
): z.infer<Schema> {
  if (body === null) throw new Refusal(400, { non_field_errors: ['No data provided'] });
  if (typeof body !== 'object' || Array.isArray(body)) {
    const message = `Invalid data. Expected a dictionary, but got ${pythonNameOf(body)}.`;
    throw new Refusal(400, { non_field_errors: [message] });
  }
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const errors: Record<string, string[]> = {};
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? 'non_field_errors');
    errors[field] ??= [issue.message];
  }
  throw new Refusal(400, errors);
}

function pythonNameOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  return Number.isInteger(value) ? 'int' : 'float';
}
