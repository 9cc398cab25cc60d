import { STATUSES, type Status } from '../../../src/appointments/appointment.ts';
import { API, type BadInput, type Caller, pairs } from './bad-input.ts';
import { SOME_DATE, SOUND_BODIES } from './sound-bodies.ts';

/**
 * C16: the status as a field. Each move by PATCH of each role, and each status of a new appointment
 * (contract 2.6 and 9.16); the actions are in `authorization-states.ts`.
 */

/** The moves that the seed allows; every other one is refused. */
const ALLOWED: readonly string[] = [
  'pending confirmed',
  'pending cancelled',
  'confirmed in_progress',
  'confirmed cancelled',
  'confirmed no_show',
  'in_progress completed',
  'in_progress cancelled',
];
const ROLES: readonly Caller[] = ['customer', 'employee', 'admin'];

function edit(by: Caller, from: Status, to: Status): BadInput {
  const accepted = from === to || (by !== 'customer' && ALLOWED.includes(`${from} ${to}`));
  const sent: Omit<BadInput, 'status'> = {
    what: `${by} makes ${from} ${to}`,
    by,
    method: 'PATCH',
    path: `${API}/appointments/{${accepted ? 'fresh' : 'appointment'} ${from}}/`,
    payload: { status: to },
  };
  if (accepted) return { ...sent, status: 200, stored: { status: to } };
  if (by === 'customer') return { ...sent, status: 403 };
  const message = `Cannot transition from ${from} to ${to}`;
  return { ...sent, status: 400, answer: { status: [message] } };
}

function booking(by: Caller, status: Status): BadInput {
  const accepted = by === 'customer' || status === 'pending' || status === 'confirmed';
  const body = { ...SOUND_BODIES.booking, status };
  const sent = { what: `${by} books as ${status}`, by, path: `${API}/appointments/` };
  if (accepted) {
    const stored = { status: by === 'customer' ? 'pending' : status };
    return { ...sent, payload: body, status: 201, stored };
  }
  return {
    ...sent,
    payload: { ...body, scheduled_date: SOME_DATE },
    status: 400,
    answer: { status: [`Cannot book an appointment as ${status}`] },
  };
}

export const STATUS_EDITS: readonly BadInput[] = ROLES.flatMap((by) => [
  ...pairs(STATUSES, STATUSES).map(([from, to]) => edit(by, from, to)),
  ...STATUSES.map((status) => booking(by, status)),
]);
