import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { AppError, fieldsInvalid, notFound } from '../platform/app-error.ts';

/** Validates with zod and answers a failure as the error it will be on the wire. */
export const zodValidator: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  return (data: unknown) => {
    // No body arrives here as null and counts as an empty object (contract 1.3).
    const input = data === null && httpPart === 'body' ? {} : data;
    const unreadable = httpPart === 'body' ? problemWithBody(input) : undefined;
    if (unreadable !== undefined) return { error: unreadable };
    const result = schema.safeParse(input);
    if (result.success) return { value: result.data };
    return { error: httpPart === 'params' ? notFound() : fieldsInvalid(fieldsOf(result.error)) };
  };
};

function fieldsOf(error: z.ZodError): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? 'non_field_errors');
    fields[field] = [...(fields[field] ?? []), issue.message];
  }
  return fields;
}

function problemWithBody(body: unknown): AppError | undefined {
  if (body instanceof AppError) return body;
  if (typeof body === 'object' && !Array.isArray(body)) return undefined;
  return new AppError(
    'not_an_object',
    `Invalid data. Expected a dictionary, but got ${pythonName(body)}.`,
  );
}

// Callers know these messages with the names that the predecessor's language gives its types.
function pythonName(body: unknown): string {
  if (Array.isArray(body)) return 'list';
  if (typeof body === 'string') return 'str';
  if (typeof body === 'boolean') return 'bool';
  return Number.isInteger(body) ? 'int' : 'float';
}
