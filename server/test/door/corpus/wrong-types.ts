import { expect } from 'vitest';
import { API, type BadInput, JSON_TYPE, type Method, shown } from './bad-input.ts';
import { SOME_DATE, SOUND_BODIES, withField } from './sound-bodies.ts';

/** C02: every field with a value of another kind than its own (contract 1.5). */

type Kind = 'uuid' | 'date' | 'day' | 'time' | 'integer' | 'text' | 'choice' | 'money' | 'boolean';

const NULL_MESSAGE = 'This field may not be null.';
const DATE = 'Date has wrong format. Use one of these formats instead: YYYY-MM-DD.';
const TIME = 'Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].';

/** What each kind refuses, as JSON text, beside lists, objects and null; and how. */
const REFUSED: Readonly<Record<Kind, { readonly message: unknown; readonly values: string[] }>> = {
  uuid: { message: 'Must be a valid UUID.', values: ['true', '5', '1.5', '""', '"x"', '"null"'] },
  date: { message: DATE, values: ['true', 'false', '0', '20301216', '1.5', '""', '"x"', '" "'] },
  day: { message: DATE, values: ['true', '5', '20301216', '1.5', '"x"', '" "'] },
  time: { message: TIME, values: ['true', 'false', '0', '1000', '9.5', '""', '"x"', '" "'] },
  integer: {
    message: 'A valid integer is required.',
    values: ['true', 'false', '1.5', '""', '" "', '"x"', '"1.5"', '"0x10"', '"1e2"', '"60 min"'],
  },
  text: { message: 'Not a valid string.', values: ['true', 'false'] },
  choice: {
    message: expect.stringMatching(/^".*" is not a valid choice\.$/s),
    values: ['true', 'false', '5', '1.5', '""', '"x"', '" repair"', '"REPAIR"', '"Pending"'],
  },
  money: {
    message: 'A valid number is required.',
    values: ['true', 'false', '"x"', '" "', '"."', '"1,5"', '"$5"', '"five"', '"0x5"', '"NaN"'],
  },
  boolean: {
    message: 'Must be a valid boolean.',
    values: ['2', '-1', '1.5', '""', '" "', '"x"', '"maybe"', '"null"', '"2"'],
  },
};
const STRUCTURES = ['[]', '{}', '[null]', '{"a":1}', '[[]]', '{"length":1,"0":"x"}', '["repair"]'];

interface Target {
  readonly method: Method;
  readonly path: string;
  readonly sound: object;
  readonly fields: readonly (readonly [string, Kind, 'nullable'?])[];
}

const APPOINTMENT_FIELDS: Target['fields'] = [
  ['customer_id', 'uuid'],
  ['vehicle_id', 'uuid'],
  ['assigned_employee_id', 'uuid', 'nullable'],
  ['appointment_type', 'choice'],
  ['scheduled_date', 'date'],
  ['scheduled_time', 'time'],
  ['duration_minutes', 'integer'],
  ['status', 'choice'],
  ['service_description', 'text'],
  ['customer_notes', 'text'],
  ['internal_notes', 'text'],
  ['estimated_cost', 'money', 'nullable'],
  ['duration_seconds', 'integer'],
];
const SLOT_FIELDS: Target['fields'] = [
  ['date', 'date'],
  ['start_time', 'time'],
  ['end_time', 'time'],
  ['is_available', 'boolean'],
  ['max_concurrent_appointments', 'integer'],
];
const ONE = '/appointments/{appointment}/';
const { booking, slot, reschedule, assign } = SOUND_BODIES;

const TARGETS: readonly Target[] = [
  {
    method: 'POST',
    path: '/appointments/',
    sound: booking,
    fields: [...APPOINTMENT_FIELDS, ['created_by_user_id', 'uuid']],
  },
  { method: 'PUT', path: ONE, sound: booking, fields: APPOINTMENT_FIELDS },
  { method: 'PATCH', path: ONE, sound: {}, fields: APPOINTMENT_FIELDS },
  { method: 'POST', path: '/time-slots/', sound: slot, fields: SLOT_FIELDS },
  { method: 'PUT', path: '/time-slots/{slot}/', sound: slot, fields: SLOT_FIELDS },
  { method: 'PATCH', path: '/time-slots/{slot}/', sound: {}, fields: SLOT_FIELDS },
  {
    method: 'POST',
    path: '/time-slots/bulk_create/',
    sound: { start_date: SOME_DATE, end_date: SOME_DATE },
    fields: [
      ['start_date', 'day', 'nullable'],
      ['end_date', 'day', 'nullable'],
    ],
  },
  {
    method: 'POST',
    path: `${ONE}reschedule/`,
    sound: reschedule,
    fields: [
      ['new_date', 'date'],
      ['new_time', 'time'],
      ['reason', 'text'],
    ],
  },
  { method: 'POST', path: `${ONE}assign/`, sound: assign, fields: [['employee_id', 'uuid']] },
  ...['confirm', 'start', 'complete', 'no_show', 'cancel'].map(
    (action): Target => ({
      method: 'POST',
      path: `${ONE}${action}/`,
      sound: {},
      fields: [['reason', 'text']],
    }),
  ),
];

function refusals(kind: Kind, nullable: boolean): (readonly [string, unknown])[] {
  const { message, values } = REFUSED[kind];
  return [
    ...[...values, ...STRUCTURES].map((json) => [json, message] as const),
    ...(nullable ? [] : [['null', NULL_MESSAGE] as const]),
  ];
}

export const WRONG_TYPES: readonly BadInput[] = [
  ...TARGETS.flatMap(({ method, path, sound, fields }) =>
    fields.flatMap(([field, kind, nullable]) =>
      refusals(kind, nullable !== undefined).map(
        ([json, message]): BadInput => ({
          what: `${method} ${path} ${field}: ${shown(json)}`,
          method,
          path: API + path,
          headers: JSON_TYPE,
          payload: withField(sound, field, json).replace('{date}', SOME_DATE),
          status: 400,
          fields: [field],
          answer: { [field]: [message] },
        }),
      ),
    ),
  ),
  // The names of the admin service are checked like the service's own (contract 2.5).
  ...[
    ['cancel', 'cancellation_reason', 'reason', '[]'],
    ['cancel', 'cancellation_reason', 'reason', 'null'],
    ['cancel', 'cancellation_reason', 'reason', 'true'],
    ['assign', 'employee_ids', 'employee_id', '[]'],
    ['assign', 'employee_ids', 'employee_id', '[""]'],
    ['assign', 'employee_ids', 'employee_id', '[5]'],
    ['assign', 'employee_ids', 'employee_id', '[null]'],
    ['assign', 'employee_ids', 'employee_id', '[["x"]]'],
    ['assign', 'employee_ids', 'employee_id', '"x"'],
    ['assign', 'employee_ids', 'employee_id', '{"0":"x"}'],
    ['assign', 'employee_ids', 'employee_id', 'null'],
  ].map(
    ([action = '', alias = '', field = '', json = '']): BadInput => ({
      what: `${action} ${alias}: ${json}`,
      path: `${API}${ONE}${action}/`,
      headers: JSON_TYPE,
      payload: `{"${alias}":${json}}`,
      status: 400,
      fields: [field],
    }),
  ),
];
