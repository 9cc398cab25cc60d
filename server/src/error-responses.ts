import type { AppointmentErrorCode } from './appointments/appointments.errors.ts';
import type { AvailabilityErrorCode } from './availability/availability.errors.ts';
import type { DirectoryErrorCode } from './directory/directory.errors.ts';
import type { LiveErrorCode } from './live/live.errors.ts';
import type { AppError, PlatformErrorCode } from './platform/app-error.ts';
import type { TimeSlotErrorCode } from './time-slots/time-slots.errors.ts';

export type ErrorCode =
  | PlatformErrorCode
  | DirectoryErrorCode
  | LiveErrorCode
  | AvailabilityErrorCode
  | TimeSlotErrorCode
  | AppointmentErrorCode;

/**
 * The bodies of contract 1.4: `{"detail": …}`, the same with a `code`, messages per field,
 * `{"non_field_errors": […]}`, the bare array that actions answer with, or `{"error": …}`.
 */
type Shape = 'detail' | 'detail_and_code' | 'fields' | 'non_field_errors' | 'array' | 'error';

/** The one table from error code to status and body. */
export const ERROR_RESPONSES = {
  not_authenticated: {
    status: 401,
    shape: 'detail',
    meaning: 'No `Authorization: Bearer` header.',
  },
  bad_authorization_header: {
    status: 401,
    shape: 'detail_and_code',
    meaning: 'The header is not `Bearer` and one token.',
  },
  invalid_token: {
    status: 401,
    shape: 'detail',
    meaning: 'The token is forged, expired, not an access token, or names no user.',
  },
  permission_denied: {
    status: 403,
    shape: 'detail',
    meaning: 'The role or the owner of the object does not allow it.',
  },
  not_found: {
    status: 404,
    shape: 'detail',
    meaning: 'No such path or object, or one that this caller may not know of.',
  },
  invalid_page: {
    status: 404,
    shape: 'detail',
    meaning: 'No such page.',
  },
  method_not_allowed: {
    status: 405,
    shape: 'detail',
    meaning: 'The path does not serve the method; `Allow` names those it does.',
  },
  request_too_large: {
    status: 413,
    shape: 'detail',
    meaning: 'The body is larger than 64 KiB.',
  },
  unsupported_media_type: {
    status: 415,
    shape: 'detail',
    meaning: 'The body is neither JSON nor a form.',
  },
  malformed_body: {
    status: 400,
    shape: 'detail',
    meaning: 'The body is not what its media type says.',
  },
  bad_request: {
    status: 400,
    shape: 'detail',
    meaning: 'The request cannot be understood.',
  },
  not_an_object: {
    status: 400,
    shape: 'non_field_errors',
    meaning: 'The body is JSON but no object.',
  },
  fields_invalid: {
    status: 400,
    shape: 'fields',
    meaning: 'Some fields do not fit; each is named.',
  },
  parameters_missing: {
    status: 400,
    shape: 'error',
    meaning: 'A parameter that the request cannot do without is missing.',
  },
  range_reversed: {
    status: 400,
    shape: 'non_field_errors',
    meaning: 'The range ends before it starts.',
  },
  range_too_long: {
    status: 400,
    shape: 'non_field_errors',
    meaning: 'The range has too many days.',
  },
  slot_exists: {
    status: 400,
    shape: 'non_field_errors',
    meaning: 'Another time slot starts at that date and time.',
  },
  slot_reversed: {
    status: 400,
    shape: 'non_field_errors',
    meaning: 'The time slot ends before it starts.',
  },
  booking_refused: {
    status: 400,
    shape: 'non_field_errors',
    meaning: 'The appointment cannot be booked; every problem is named.',
  },
  transition_not_allowed: {
    status: 400,
    shape: 'array',
    meaning: 'The lifecycle does not allow the move.',
  },
  reschedule_refused: {
    status: 400,
    shape: 'array',
    meaning: 'The appointment cannot be moved; every problem is named.',
  },
  assignment_refused: {
    status: 400,
    shape: 'array',
    meaning: 'The employee cannot be assigned; every problem is named.',
  },
  edit_refused: {
    status: 400,
    shape: 'non_field_errors',
    meaning: 'The appointment cannot be changed; every problem is named.',
  },
  deletion_refused: {
    status: 400,
    shape: 'array',
    meaning: 'Work that is begun or done is a record and is kept.',
  },
  directory_unavailable: {
    status: 503,
    shape: 'detail',
    meaning: 'A service that must be asked first gave no usable answer; nothing was written.',
  },
  precondition_failed: {
    status: 412,
    shape: 'detail',
    meaning: 'It is no longer the version that `If-Match` names.',
  },
  idempotency_key_invalid: {
    status: 400,
    shape: 'detail',
    meaning: 'The `Idempotency-Key` is not 1 to 255 visible ASCII characters.',
  },
  idempotency_in_flight: {
    status: 409,
    shape: 'detail',
    meaning: 'A request with this `Idempotency-Key` is still running.',
  },
  idempotency_key_reused: {
    status: 422,
    shape: 'detail',
    meaning: 'The `Idempotency-Key` was used for another request.',
  },
  rate_limited: {
    status: 429,
    shape: 'detail',
    meaning:
      'Too many requests of this user or address; `Retry-After` says when the next one is welcome.',
  },
  too_many_streams: {
    status: 429,
    shape: 'detail',
    meaning: 'This user follows the changes 20 times already.',
  },
  no_stream_left: {
    status: 503,
    shape: 'detail',
    meaning: 'Too many follow the changes, or the service is stopping.',
  },
  overloaded: {
    status: 503,
    shape: 'detail',
    meaning: 'Too many requests are waiting; nothing was written.',
  },
  database_unavailable: {
    status: 503,
    shape: 'detail',
    meaning: 'The database is away; nothing was written.',
  },
  database_busy: {
    status: 503,
    shape: 'detail',
    meaning: 'A connection or lock did not come in time; nothing was written.',
  },
  outcome_unknown: {
    status: 503,
    shape: 'detail',
    meaning:
      'The change may have been made: look before trying again, or repeat it under the same `Idempotency-Key`.',
  },
  login_unavailable: {
    status: 503,
    shape: 'detail',
    meaning: 'The authentication service gave no usable answer.',
  },
  internal: {
    status: 500,
    shape: 'detail',
    meaning: 'A fault of this service; it is logged with the request id.',
  },
} as const satisfies Record<ErrorCode, { status: number; shape: Shape; meaning: string }>;

/** The status of an error. */
export function statusOf(error: AppError<ErrorCode>): number {
  return ERROR_RESPONSES[error.code].status;
}

/** The body in the shapes of the API that this service replaces. */
export function bodyOf(error: AppError<ErrorCode>): unknown {
  const messages = error.details.problems?.map((problem) => problem.message) ?? [error.message];
  const { shape } = ERROR_RESPONSES[error.code];
  switch (shape) {
    case 'detail':
      return { detail: error.message };
    case 'detail_and_code':
      return { detail: error.message, code: error.code };
    case 'fields':
      return error.details.fields ?? {};
    case 'non_field_errors':
      return { non_field_errors: messages };
    case 'array':
      return messages;
    case 'error':
      return { error: error.message };
  }
}

/** The body as problem details, for callers that ask for them (RFC 9457, contract 9.2). */
export function problemDetailsOf(error: AppError<ErrorCode>): unknown {
  const { fields, problems } = error.details;
  return {
    type: 'about:blank',
    title: error.message,
    status: statusOf(error),
    code: error.code,
    ...(fields === undefined ? {} : { errors: fields }),
    ...(problems === undefined ? {} : { problems }),
  };
}
