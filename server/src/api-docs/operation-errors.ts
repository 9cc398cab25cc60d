import type { ErrorCode } from '../error-responses.ts';
import { isChange, WORKSHOP } from './describe-changes.ts';

interface Described {
  readonly operationId?: string;
  readonly parameters?: readonly { readonly in: string }[];
  readonly requestBody?: unknown;
}

/** Refusals that only some operations know. */
const REFUSALS: Readonly<Record<string, readonly ErrorCode[]>> = {
  listAppointments: ['invalid_page'],
  listHistory: ['invalid_page'],
  listTimeSlots: ['invalid_page'],
  bookAppointment: ['booking_refused', 'directory_unavailable'],
  replaceAppointment: ['edit_refused', 'directory_unavailable'],
  editAppointment: ['edit_refused', 'directory_unavailable'],
  deleteAppointment: ['deletion_refused'],
  confirmAppointment: ['transition_not_allowed'],
  startAppointment: ['transition_not_allowed'],
  completeAppointment: ['transition_not_allowed'],
  cancelAppointment: ['transition_not_allowed'],
  no_showAppointment: ['transition_not_allowed'],
  rescheduleAppointment: ['reschedule_refused'],
  moveAppointment: ['reschedule_refused', 'assignment_refused', 'directory_unavailable'],
  assignEmployee: ['assignment_refused', 'directory_unavailable'],
  getCalendar: ['range_reversed', 'range_too_long'],
  getInsights: ['range_reversed', 'range_too_long'],
  listVehicles: ['parameters_missing', 'directory_unavailable'],
  findFreeSlots: ['range_reversed', 'range_too_long'],
  createTimeSlot: ['slot_exists', 'slot_reversed'],
  replaceTimeSlot: ['slot_exists', 'slot_reversed'],
  editTimeSlot: ['slot_exists', 'slot_reversed'],
  previewSlots: ['not_found', 'slot_exists', 'slot_reversed', 'range_reversed', 'range_too_long'],
  bulkCreateTimeSlots: ['parameters_missing', 'range_reversed', 'range_too_long'],
  listCustomerAppointments: ['parameters_missing'],
  listEmployeeSchedule: ['parameters_missing'],
  listVehicleHistory: ['parameters_missing'],
  streamChanges: ['too_many_streams', 'no_stream_left'],
};

const WITH_BODY: readonly ErrorCode[] = [
  'malformed_body',
  'not_an_object',
  'request_too_large',
  'unsupported_media_type',
];
const GUARDED: readonly ErrorCode[] = [
  'not_authenticated',
  'bad_authorization_header',
  'invalid_token',
  'permission_denied',
  'rate_limited',
  'overloaded',
  'database_unavailable',
  'database_busy',
];

const CHANGES: readonly ErrorCode[] = [
  'idempotency_key_invalid',
  'idempotency_in_flight',
  'idempotency_key_reused',
  'outcome_unknown',
];

/** The errors that an operation can answer with, from what it takes and what it does. */
export function operationErrors(method: string, path: string, operation: Described): ErrorCode[] {
  if (!path.startsWith('/api/v1/')) return [];
  const takesBody = operation.requestBody !== undefined;
  const body = takesBody ? WITH_BODY : [];
  if (path.startsWith('/api/v1/auth/')) return [...body, 'rate_limited', 'login_unavailable'];
  if (path === WORKSHOP) return ['rate_limited'];
  const change = isChange(method, path);
  const isOne = path.includes('{id}');
  const takesFields = takesBody || operation.parameters?.some(({ in: place }) => place === 'query');
  return [
    ...(takesFields ? (['fields_invalid'] as const) : []),
    ...body,
    ...(REFUSALS[operation.operationId ?? ''] ?? []),
    ...(isOne ? (['not_found'] as const) : []),
    ...(change ? CHANGES : []),
    ...(change && isOne ? (['precondition_failed', 'bad_request'] as const) : []),
    ...GUARDED,
  ];
}
