/** One reason why a request was refused, as a caller may show it. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

export interface ErrorDetails {
  /** Messages per body or query field, in the order of declaration. */
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  /** Every rule that refused, for answers that report all of them together. */
  readonly problems?: readonly Problem[];
  /** When the caller should try again. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** A refusal or failure that has a code; `error-responses.ts` decides how it looks on the wire. */
export class AppError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly details: ErrorDetails;

  constructor(code: Code, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

export type PlatformErrorCode =
  | 'not_authenticated'
  | 'bad_authorization_header'
  | 'invalid_token'
  | 'permission_denied'
  | 'not_found'
  | 'invalid_page'
  | 'method_not_allowed'
  | 'unsupported_media_type'
  | 'malformed_body'
  | 'not_an_object'
  | 'fields_invalid'
  | 'parameters_missing'
  | 'request_too_large'
  | 'bad_request'
  | 'database_unavailable'
  | 'database_busy'
  | 'outcome_unknown'
  | 'overloaded'
  | 'rate_limited'
  | 'precondition_failed'
  | 'idempotency_key_invalid'
  | 'idempotency_key_reused'
  | 'idempotency_in_flight'
  | 'login_unavailable'
  | 'internal';

/** Answers for an object that does not exist or that this caller may not know of (contract 9.1). */
export function notFound(): AppError<PlatformErrorCode> {
  return new AppError('not_found', 'Not found.');
}

/** Answers for a caller whose role or ownership does not allow the act. */
export function permissionDenied(): AppError<PlatformErrorCode> {
  return new AppError('permission_denied', 'You do not have permission to perform this action.');
}

/** Answers for values that do not fit; `fields` holds every failing field. */
export function fieldsInvalid(
  fields: Record<string, readonly string[]>,
): AppError<PlatformErrorCode> {
  return new AppError('fields_invalid', 'Some fields are not valid.', { fields });
}

/** Answers for a parameter that is not there at all, such as `customer_id parameter is required`. */
export function parametersMissing(message: string): AppError<PlatformErrorCode> {
  return new AppError('parameters_missing', message);
}
