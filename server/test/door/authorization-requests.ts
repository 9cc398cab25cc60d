import { samplePassword } from '../../src/demo/workshop/sample-people.ts';
import { THIRD_EMPLOYEE } from './authorization-principals.ts';
import { EARLY, type Subject } from './authorization-subjects.ts';
import type { Line } from './authorization-table.ts';

/** What is sent, besides the path, to see what a line of the matrix says. */
interface Sent {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** The status that the appointment has before; `pending` unless said. */
  readonly from?: string;
  /** What an answer holds that shows the row; the appointment's id unless said. */
  readonly marker?: string;
}

type Recipe = (subject: Subject) => Sent;

const nothing: Recipe = () => ({});
const thatDay = ({ date }: Subject) => ({ start_date: date, end_date: date });
const slotHour = ({ date }: Subject) => ({ date, start_time: EARLY.from, end_time: EARLY.to });
const whole = ({ customer, vehicle, date }: Subject) => ({
  customer_id: customer,
  vehicle_id: vehicle,
  appointment_type: 'repair',
  scheduled_date: date,
  scheduled_time: '14:00',
});

const RECIPES: Readonly<Record<string, Recipe>> = {
  'GET /': nothing,
  'GET /nowhere/': nothing,
  'GET /appointments/': (subject) => ({ query: thatDay(subject) }),
  'POST /appointments/': (subject) => ({ body: whole(subject) }),
  'GET /appointments/:id/': nothing,
  'PUT /appointments/:id/': (subject) => ({ body: whole(subject) }),
  'PATCH /appointments/:id/ {what the owner writes}': () => ({ body: { customer_notes: 'Hello' } }),
  'PATCH /appointments/:id/ {what employees write}': () => ({
    body: { duration_seconds: 60, internal_notes: 'seen', estimated_cost: '12.00' },
  }),
  'PATCH /appointments/:id/ {status}': () => ({ body: { status: 'confirmed' } }),
  'PATCH /appointments/:id/ {nothing}': () => ({ body: {} }),
  'DELETE /appointments/:id/': nothing,
  'POST /appointments/:id/confirm/': nothing,
  'POST /appointments/:id/start/': () => ({ from: 'confirmed' }),
  'POST /appointments/:id/complete/': () => ({ from: 'in_progress' }),
  'POST /appointments/:id/no_show/': () => ({ from: 'confirmed' }),
  'POST /appointments/:id/cancel/': nothing,
  'POST /appointments/:id/reschedule/': ({ otherDate }) => ({
    body: { new_date: otherDate, new_time: '11:00' },
  }),
  'POST /appointments/:id/move/': ({ otherDate }) => ({
    body: { new_date: otherDate, new_time: '11:00', employee_id: THIRD_EMPLOYEE.user_id },
  }),
  'POST /appointments/:id/assign/': () => ({ body: { employee_id: THIRD_EMPLOYEE.user_id } }),
  'GET /appointments/:id/history/': nothing,
  'GET /appointments/customer_appointments/': (subject) => ({
    query: { customer_id: subject.customer, ...thatDay(subject) },
  }),
  'GET /appointments/employee_schedule/': (subject) => ({
    query: { employee_id: subject.employee, ...thatDay(subject) },
  }),
  'GET /appointments/vehicle_history/': (subject) => ({
    query: { vehicle_id: subject.vehicle, ...thatDay(subject) },
  }),
  'GET /appointments/stats/': ({ type }) => ({ marker: type }),
  'GET /appointments/calendar/': (subject) => ({ query: thatDay(subject) }),
  'GET /appointments/insights/': (subject) => ({ query: thatDay(subject), marker: subject.type }),
  'GET /appointments/export/': (subject) => ({ query: thatDay(subject) }),
  'GET /vehicles/': ({ customer, vehicle }) => ({
    query: { customer_id: customer },
    marker: vehicle,
  }),
  'GET /employees/': nothing,
  'GET /customers/': () => ({ query: { q: 'a' } }),
  'GET /workshop/': nothing,
  'GET /appointments/available_slots/': (subject) => ({
    query: thatDay(subject),
    marker: EARLY.shown,
  }),
  'GET /history/': ({ appointment }) => ({ query: { appointment_id: appointment } }),
  'GET /history/:id/': ({ line }) => ({ marker: line }),
  'GET /time-slots/': (subject) => ({ query: thatDay(subject), marker: subject.slot }),
  'GET /time-slots/:id/': ({ slot }) => ({ marker: slot }),
  'POST /time-slots/': (subject) => ({ body: slotHour(subject) }),
  'POST /time-slots/bulk_create/': (subject) => ({ body: thatDay(subject) }),
  'POST /time-slots/preview/': ({ slot }) => ({ body: { action: 'delete', slot_ids: [slot] } }),
  'PUT /time-slots/:id/': (subject) => ({ body: slotHour(subject), marker: subject.slot }),
  'PATCH /time-slots/:id/': ({ slot }) => ({ body: { is_available: false }, marker: slot }),
  'DELETE /time-slots/:id/': nothing,
  'GET /changes/': nothing,
  'POST /auth/login/': ({ email }) => ({ body: { email, password: samplePassword } }),
  'POST /auth/token/refresh/': ({ refresh }) => ({ body: { refresh } }),
};

function recipeOf(line: Line): Recipe {
  const recipe = RECIPES[line.name];
  if (recipe === undefined) throw new Error(`Nobody says what to send for ${line.name}`);
  return recipe;
}

/** The status that an appointment must have for the line's request to be in order. */
export function statusBefore(line: Line): string {
  return recipeOf(line)({} as Subject).from ?? 'pending';
}

/** The request of a line about this subject, and what would show it in the answer. */
export function requestOf(line: Line, subject: Subject) {
  const { query = {}, body, marker = subject.appointment } = recipeOf(line)(subject);
  const id = { '/time-slots/': subject.slot, '/history/': subject.line };
  const family = Object.entries(id).find(([prefix]) => line.path.startsWith(prefix));
  const path = line.path.replace(':id', family?.[1] ?? subject.appointment);
  const parameters = new URLSearchParams(query).toString();
  return {
    url: `/api/v1${path}${parameters === '' ? '' : `?${parameters}`}`,
    ...(body === undefined ? {} : { payload: body }),
    marker,
  };
}
