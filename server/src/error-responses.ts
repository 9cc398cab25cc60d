import type { AppointmentErrorCode } from './appointments/appointments.errors.ts';
import type { AvailabilityErrorCode } from './availability/availability.errors.ts';
import type { DirectoryErrorCode } from './directory/directory.errors.ts';
import type { AppError, PlatformErrorCode } from './platform/app-error.ts';

export type ErrorCode =
  | PlatformErrorCode
  | DirectoryErrorCode
  | AvailabilityErrorCode
  | AppointmentErrorCode;

/**
 * The bodies of contract 1.4: `{"detail": …}`, the same with a `code`, messages per field,
 * `{"non_field_errors": […]}`, or the bare array that actions answer with.
 */
type Shape = 'detail' | 'detail_and_code' | 'fields' | 'non_field_errors' | 'array';

/** The one table from error code to status and body. */
export const ERROR_RESPONSES = {
  not_authenticated: { status: 401, shape: 'detail' },
  bad_authorization_header: { status: 401, shape: 'detail_and_code' },
  invalid_token: { status: 401, shape: 'detail' },
  permission_denied: { status: 403, shape: 'detail' },
  not_found: { status: 404, shape: 'detail' },
  invalid_page: { status: 404, shape: 'detail' },
  method_not_allowed: { status: 405, shape: 'detail' },
  request_too_large: { status: 413, shape: 'detail' },
  unsupported_media_type: { status: 415, shape: 'detail' },
  malformed_json: { status: 400, shape: 'detail' },
  bad_request: { status: 400, shape: 'detail' },
  not_an_object: { status: 400, shape: 'non_field_errors' },
  fields_invalid: { status: 400, shape: 'fields' },
  range_reversed: { status: 400, shape: 'non_field_errors' },
  range_too_long: { status: 400, shape: 'non_field_errors' },
  booking_refused: { status: 400, shape: 'non_field_errors' },
  transition_not_allowed: { status: 400, shape: 'array' },
  reschedule_refused: { status: 400, shape: 'array' },
  assignment_refused: { status: 400, shape: 'array' },
  directory_unavailable: { status: 503, shape: 'detail' },
  database_unavailable: { status: 503, shape: 'detail' },
  database_busy: { status: 503, shape: 'detail' },
  outcome_unknown: { status: 503, shape: 'detail' },
  login_unavailable: { status: 503, shape: 'detail' },
  internal: { status: 500, shape: 'detail' },
} as const satisfies Record<ErrorCode, { status: number; shape: Shape }>;

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
