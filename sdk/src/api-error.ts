/** One reason why a request was refused. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

interface ErrorFacts {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly problems?: readonly Problem[] | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** A refusal or failure, with the service's own code (docs/errors.md lists them). */
export class ApiError extends Error {
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** A code of docs/errors.md, or `unreachable` when no answer came. */
  readonly code: string;
  /** Messages per field, where fields did not fit. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Every rule that refused. */
  readonly problems: readonly Problem[];
  readonly retryAfterSeconds: number | undefined;
  /** Names the request in the service's log. */
  readonly requestId: string | undefined;

  constructor(facts: ErrorFacts) {
    super(facts.message, { cause: facts.cause });
    this.name = 'ApiError';
    this.status = facts.status;
    this.code = facts.code;
    this.fields = facts.fields ?? {};
    this.problems = facts.problems ?? [];
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.requestId = facts.requestId;
  }
}

/** The error that an answer tells, as problem details (RFC 9457) or in another service's shape. */
export async function apiErrorOf(response: Response): Promise<ApiError> {
  const told: unknown = await response.json().catch(() => undefined);
  const { code, title, detail, errors, problems } = (told ?? {}) as Record<string, unknown>;
  const message = [title, detail].find((text) => typeof text === 'string');
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiError({
    status: response.status,
    code: typeof code === 'string' ? code : `http_${response.status}`,
    message: message ?? `The service answered ${response.status}.`,
    fields: errors as ErrorFacts['fields'],
    problems: problems as ErrorFacts['problems'],
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
    requestId: response.headers.get('x-request-id') ?? undefined,
  });
}

/** The error for a request that got no answer. */
export function unreachable(cause: unknown): ApiError {
  const message = 'The service cannot be reached.';
  return new ApiError({ status: 0, code: 'unreachable', message, cause });
}

/**
 * Whether the same request may well succeed in a moment: it is still running (409), nothing was
 * written (503), or whoever stands in between has lost the answer (502, 504).
 */
export function isWorthRepeating(response: Response): boolean {
  return [409, 502, 503, 504].includes(response.status);
}
