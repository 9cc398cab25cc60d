import { problem, transitionNotAllowed } from '../appointments/appointments.errors.ts';
import { placeProblem } from '../availability/availability.errors.ts';
import { ERROR_RESPONSES, type ErrorCode } from '../error-responses.ts';
import { AppError, type ErrorDetails, fieldsInvalid } from '../platform/app-error.ts';

/** Errors whose message or details depend on the request, as an example would have them. */
const SAMPLES: Readonly<Partial<Record<ErrorCode, readonly [string, ErrorDetails?]>>> = {
  not_authenticated: ['Authentication credentials were not provided.'],
  bad_authorization_header: ['Authorization header must contain two space-delimited values'],
  invalid_token: ['Invalid token'],
  permission_denied: ['You do not have permission to perform this action.'],
  not_found: ['Not found.'],
  invalid_page: ['Invalid page.'],
  unsupported_media_type: ['Unsupported media type "text/plain" in request.'],
  malformed_body: ['JSON parse error - Unexpected end of JSON input'],
  not_an_object: ['Invalid data. Expected a dictionary, but got list.'],
  parameters_missing: ['customer_id parameter is required'],
  range_reversed: ['end_date must be after start_date'],
  range_too_long: ['The range may span at most 92 days'],
  rate_limited: ['Request was throttled. Expected available in 45 seconds.'],
  precondition_failed: ['It has been changed in the meantime. Please look at it again.'],
  idempotency_key_invalid: ['The Idempotency-Key must have 1 to 255 visible ASCII characters.'],
  idempotency_key_reused: ['This Idempotency-Key was used for another request.'],
  idempotency_in_flight: [
    'A request with this Idempotency-Key is still running. Please try again.',
  ],
  booking_refused: [
    'The appointment cannot be booked.',
    { problems: [placeProblem('slot_full'), problem('customer_busy')] },
  ],
  reschedule_refused: [
    'The appointment cannot be moved.',
    { problems: [placeProblem('slot_unavailable')] },
  ],
  assignment_refused: [
    'The employee cannot be assigned.',
    { problems: [problem('employee_busy')] },
  ],
  edit_refused: ['The appointment cannot be changed.', { problems: [problem('customer_busy')] }],
};

/** An error of the code, as a caller may meet it. */
export function sampleError(code: ErrorCode): AppError<ErrorCode> {
  if (code === 'fields_invalid')
    return fieldsInvalid({ scheduled_date: ['This field is required.'] });
  if (code === 'transition_not_allowed') return transitionNotAllowed('completed', 'confirmed');
  const [message = ERROR_RESPONSES[code].meaning, details = {}] = SAMPLES[code] ?? [];
  return new AppError(code, message, details);
}
