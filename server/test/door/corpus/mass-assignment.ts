import { expect } from 'vitest';
import { API, type BadInput, type Caller, type Method } from './bad-input.ts';
import { MECHANIC, OTHER } from './case-rows.ts';
import { SOME_DATE, SOUND_BODIES } from './sound-bodies.ts';

/** C15: what a caller may not set, and what a customer may not see (contract 1.3, 2.1, 9.10, 9.16). */

type Verb = 'POST' | 'PUT' | 'PATCH';
type Role = Exclude<Caller, 'nobody'>;

/** What happens to a field: how it is refused, or what is stored of it. */
type Outcome =
  | { readonly refused: 403 }
  | { readonly refused: 400; readonly answer: object }
  | { readonly stored: Readonly<Record<string, unknown>> };

interface Field {
  readonly name: string;
  readonly value: unknown;
  readonly outcome: (role: Role, verb: Verb) => Outcome;
}

const FOREIGN_ID = '7d0c9f5e-52a5-4a0e-8ad0-6b1de2a6b001';
const OLD = '2001-01-01T00:00:00Z';
const FORBIDDEN: Outcome = { refused: 403 };
const stays = (stored: Readonly<Record<string, unknown>>): Outcome => ({ stored });
const MOVE = 'Cannot transition from pending to completed';
const refused = (...messages: string[]): Outcome => ({
  refused: 400,
  answer: { non_field_errors: messages },
});

/** Fields that nobody sets: sent, they are as if they had not been. */
const NOBODYS: readonly (readonly [string, unknown, Readonly<Record<string, unknown>>])[] = [
  ['id', FOREIGN_ID, { id: expect.not.stringMatching(FOREIGN_ID) }],
  ['created_at', OLD, { created_at: expect.not.stringMatching(/^2001/) }],
  ['updated_at', OLD, { updated_at: expect.not.stringMatching(/^2001/) }],
  ['cancelled_at', OLD, { cancelled_at: null }],
  ['completed_at', OLD, { completed_at: null }],
  ['created_by_user_id', FOREIGN_ID, { created_by_user_id: expect.not.stringMatching(FOREIGN_ID) }],
  ['customer_name', 'Forged', {}],
  ['vehicle_details', 'Forged', {}],
  ['employee_name', 'Forged', {}],
  ['time_until_appointment', 'Forged', {}],
  ['duration', '99:99:99', {}],
  ['holds_place', false, { holds_place: true }],
  ['occupies', '[2001-01-01,2001-01-02)', { occupies: expect.not.stringMatching(/2001/) }],
  ['deleted_at', OLD, {}],
  ['deleted_by_user_id', FOREIGN_ID, {}],
  ['user_role', 'admin', {}],
  ['user_id', FOREIGN_ID, {}],
  ['is_staff', true, {}],
  ['reason', 'Forged', {}],
  ['approval_status', 'approved', {}],
];

/** Fields of the staff: a customer's are checked and dropped. */
const STAFFS: readonly (readonly [string, unknown, unknown])[] = [
  ['assigned_employee_id', MECHANIC.user_id, null],
  ['internal_notes', 'CANARY', ''],
  ['estimated_cost', '9.99', null],
  ['duration_seconds', 99, 0],
];
const EMPLOYEES = ['internal_notes', 'estimated_cost', 'duration_seconds'];

/** Fields of everybody but of employees that edit (contract 9.10). */
const OPEN: readonly (readonly [string, unknown])[] = [
  ['appointment_type', 'emergency'],
  ['scheduled_time', '11:30:00'],
  ['duration_minutes', 25],
  ['service_description', 'Squeaks'],
  ['customer_notes', 'Please call'],
];

const FIELDS: readonly Field[] = [
  ...NOBODYS.map(([name, value, stored]): Field => ({ name, value, outcome: () => stays(stored) })),
  ...STAFFS.map(
    ([name, value, none]): Field => ({
      name,
      value,
      outcome: (role, verb) => {
        if (role === 'employee' && verb === 'PATCH' && !EMPLOYEES.includes(name)) return FORBIDDEN;
        const drops = role === 'customer' || (verb === 'POST' && name === 'duration_seconds');
        return stays({ [name]: drops ? none : value });
      },
    }),
  ),
  ...OPEN.map(
    ([name, value]): Field => ({
      name,
      value,
      outcome: (role, verb) =>
        role === 'employee' && verb === 'PATCH' ? FORBIDDEN : stays({ [name]: value }),
    }),
  ),
  {
    name: 'customer_id',
    value: OTHER.person.user_id,
    outcome: (role, verb) =>
      role === 'customer' || (role === 'employee' && verb === 'PATCH')
        ? FORBIDDEN
        : refused('Vehicle does not belong to this customer'),
  },
  {
    name: 'vehicle_id',
    value: OTHER.car.vehicle_id,
    outcome: (role, verb) => {
      if (role === 'employee' && verb === 'PATCH') return FORBIDDEN;
      // To a customer a foreign car is one that is not there.
      return role === 'customer'
        ? refused('Vehicle not found')
        : refused('Vehicle does not belong to this customer');
    },
  },
  {
    name: 'status',
    value: 'confirmed',
    outcome: (role, verb) => {
      if (role !== 'customer') return stays({ status: 'confirmed' });
      return verb === 'POST' ? stays({ status: 'pending' }) : FORBIDDEN;
    },
  },
  {
    name: 'status',
    value: 'completed',
    outcome: (role, verb) => {
      if (role === 'customer') return verb === 'POST' ? stays({ status: 'pending' }) : FORBIDDEN;
      const message = verb === 'POST' ? 'Cannot book an appointment as completed' : MOVE;
      return { refused: 400, answer: { status: [message] } };
    },
  },
];

const ROLES: readonly Role[] = ['customer', 'employee', 'admin'];
const VERBS: readonly Verb[] = ['POST', 'PUT', 'PATCH'];

function caseOf(role: Role, verb: Verb, { name, value, outcome }: Field): BadInput {
  const result = role === 'employee' && verb === 'PUT' ? FORBIDDEN : outcome(role, verb);
  const accepted = 'stored' in result;
  const base = verb === 'PATCH' ? {} : SOUND_BODIES.booking;
  const body = { ...base, ...(accepted ? {} : dated(base)), [name]: value };
  const sent: Omit<BadInput, 'status'> = {
    what: `${verb} ${name}=${String(value)} by ${role}`,
    by: role,
    method: verb satisfies Method,
    path: `${API}/appointments/${verb === 'POST' ? '' : accepted ? '{fresh}/' : '{appointment}/'}`,
    payload: body,
  };
  if (!accepted)
    return result.refused === 403
      ? { ...sent, status: 403 }
      : { ...sent, status: 400, answer: result.answer };
  return { ...sent, status: verb === 'POST' ? 201 : 200, stored: result.stored };
}

function dated(base: object): object {
  return 'scheduled_date' in base ? { scheduled_date: SOME_DATE } : {};
}

export const MASS_ASSIGNMENT: readonly BadInput[] = ROLES.flatMap((role) =>
  VERBS.flatMap((verb) => FIELDS.map((field) => caseOf(role, verb, field))),
);
