import { bodyOf, ERROR_RESPONSES, type ErrorCode, problemDetailsOf } from '../error-responses.ts';
import { describeChange, RATE_LIMIT_HEADERS } from './describe-changes.ts';
import { operationErrors } from './operation-errors.ts';
import { operationExamples } from './operation-examples.ts';
import { sampleError } from './sample-errors.ts';

type Json = Record<string, unknown>;

interface RequestContent {
  readonly schema?: { readonly properties?: object; readonly required?: readonly string[] };
  example?: unknown;
}

export interface Operation {
  readonly operationId?: string;
  parameters?: readonly { readonly in: string }[];
  readonly requestBody?: { required?: boolean; readonly content: Record<string, RequestContent> };
  security?: unknown;
  responses?: Record<
    string,
    { description: string; headers?: Json; content?: Record<string, Json> }
  >;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Adds to a generated OpenAPI document what routes have in common: sign-in, errors, examples. */
export function completeDocument<Document extends object>(document: Document): Document {
  const { paths = {} } = document as { paths?: Record<string, Record<string, Operation>> };
  for (const [path, item] of Object.entries(paths))
    for (const method of METHODS) {
      const operation = item[method];
      if (operation !== undefined) complete(method, path, operation);
    }
  return document;
}

function complete(method: string, path: string, operation: Operation): void {
  if (path.startsWith('/api/v1/')) describeChange(method, path, operation);
  const errors = operationErrors(method, path, operation);
  if (errors.includes('not_authenticated')) operation.security = [{ bearer: [] }];
  allowNoBody(operation);
  addExamples(operation);
  operation.responses = { ...operation.responses, ...errorResponses(errors) };
}

// Nothing at all says the same as an object without keys.
function allowNoBody({ requestBody }: Operation): void {
  if (requestBody === undefined) return;
  const { properties = {}, required = [] } = requestBody.content['application/json']?.schema ?? {};
  // Of what is passed on, only its receiver knows.
  const isKnown = Object.keys(properties).length > 0;
  if (isKnown && required.length === 0) requestBody.required = false;
}

function addExamples(operation: Operation): void {
  const { request, response } = operationExamples[operation.operationId ?? ''] ?? {};
  for (const content of Object.values(operation.requestBody?.content ?? {}))
    if (request !== undefined) content.example = request;
  for (const answer of Object.values(operation.responses ?? {}))
    for (const content of Object.values(answer.content ?? {}))
      if (response !== undefined) content.example = response;
}

function errorResponses(codes: readonly ErrorCode[]): NonNullable<Operation['responses']> {
  const statuses = [...new Set(codes.map((code) => ERROR_RESPONSES[code].status))].sort();
  return Object.fromEntries(
    statuses.map((status) => {
      const here = codes.filter((code) => ERROR_RESPONSES[code].status === status);
      return [
        status,
        {
          description: here.map((code) => ERROR_RESPONSES[code].meaning).join(' '),
          ...errorHeaders(status),
          content: {
            'application/json': { schema: {}, examples: examplesOf(here, bodyOf) },
            'application/problem+json': {
              schema: { type: 'object' },
              examples: examplesOf(here, problemDetailsOf),
            },
          },
        },
      ];
    }),
  );
}

function errorHeaders(status: number): { headers?: Json } {
  const retry = { 'Retry-After': { description: 'Seconds.', schema: { type: 'string' } } };
  if (status === 429) return { headers: { ...retry, ...RATE_LIMIT_HEADERS } };
  return status === 409 || status === 503 ? { headers: retry } : {};
}

function examplesOf(codes: readonly ErrorCode[], body: typeof bodyOf): Json {
  return Object.fromEntries(
    codes.map((code) => [
      code,
      { summary: ERROR_RESPONSES[code].meaning, value: body(sampleError(code)) },
    ]),
  );
}
