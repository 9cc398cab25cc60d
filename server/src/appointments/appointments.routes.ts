import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { BusinessSettings } from '../config.ts';
import type { Directory } from '../directory/directory.ts';
import { pathId } from '../http/fields.ts';
import { actorOf, EVERYONE, STAFF } from '../http/guard.ts';
import { envelope, PAGE_SIZE, pageNumber, sortOf } from '../http/paging.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import type { Appointment } from './appointment.ts';
import {
  type AppointmentAnswer,
  actionAnswer,
  appointmentAnswer,
  appointmentPage,
  assignBody,
  bookingBody,
  listQuery,
  moveBody,
  rescheduleBody,
} from './appointments.schemas.ts';
import {
  countAppointments,
  getVisible,
  listAppointments,
  type Sort,
  type SortColumn,
} from './appointments.store.ts';
import { assignEmployee } from './assign.ts';
import { bookAppointment } from './book.ts';
import { changeStatus, type StatusMove } from './change-status.ts';
import { presentAppointment, presentListItem } from './present.ts';
import { rescheduleAppointment } from './reschedule.ts';
import { namesFor } from './with-names.ts';

export interface AppointmentDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly business: BusinessSettings;
  /** Called after a change is committed: there may be something to deliver. */
  readonly onCommitted: () => void;
}

const SORT_COLUMNS: readonly SortColumn[] = [
  'id',
  'customer_id',
  'vehicle_id',
  'assigned_employee_id',
  'appointment_type',
  'scheduled_date',
  'scheduled_time',
  'status',
];
const NEWEST_FIRST: readonly Sort[] = [
  { column: 'scheduled_date', direction: 'desc' },
  { column: 'scheduled_time', direction: 'desc' },
];

const MOVES: readonly {
  readonly action: string;
  readonly to: StatusMove['to'];
  readonly message: string;
  readonly allow: typeof STAFF;
}[] = [
  {
    action: 'confirm',
    to: 'confirmed',
    message: 'Appointment confirmed successfully',
    allow: STAFF,
  },
  { action: 'start', to: 'in_progress', message: 'Appointment started', allow: STAFF },
  {
    action: 'complete',
    to: 'completed',
    message: 'Appointment completed successfully',
    allow: STAFF,
  },
  { action: 'no_show', to: 'no_show', message: 'Appointment marked as no-show', allow: STAFF },
  {
    action: 'cancel',
    to: 'cancelled',
    message: 'Appointment cancelled successfully',
    allow: EVERYONE,
  },
];

/** `/api/v1/appointments/` and the actions on one appointment (contract 2.3 to 2.5). */
export function appointmentRoutes(parent: FastifyInstance, deps: AppointmentDeps): void {
  const app = parent.withTypeProvider<ZodTypeProvider>();

  async function present(request: FastifyRequest, row: Appointment): Promise<AppointmentAnswer> {
    const actor = actorOf(request);
    return presentAppointment(row, {
      actor,
      names: await namesFor(deps.directory, actor, [row]),
      now: deps.clock(),
      timeZone: deps.business.timeZone,
    });
  }

  async function actionDone(
    request: FastifyRequest,
    row: Appointment,
    done: { readonly status: string; readonly message: string },
  ) {
    deps.onCommitted();
    return { ...done, appointment: await present(request, row) };
  }

  // An unknown appointment is told before a wrong body (contract 1.2); asked only when it is wrong.
  async function lookUpFirst(request: FastifyRequest): Promise<void> {
    const wrong = request.validationError;
    if (wrong === undefined) return;
    if (wrong.validationContext === 'body')
      await getVisible(deps.db, pathId.parse(request.params).id, actorOf(request));
    throw wrong;
  }
  const onOne = { attachValidation: true, preHandler: lookUpFirst };

  app.get(
    '/appointments/',
    {
      schema: { querystring: listQuery, response: { 200: appointmentPage } },
      config: { allow: EVERYONE },
    },
    async (request) => {
      const actor = actorOf(request);
      const { page, ordering, ...filter } = request.query;
      const count = await countAppointments(deps.db, actor, filter);
      const number = pageNumber(page, count);
      const rows = await listAppointments(deps.db, actor, filter, {
        sort: sortOf(ordering, SORT_COLUMNS, NEWEST_FIRST),
        limit: PAGE_SIZE,
        offset: (number - 1) * PAGE_SIZE,
      });
      const names = await namesFor(deps.directory, actor, rows);
      const results = rows.map((row) => presentListItem(row, names));
      return envelope(request, { number, count, results });
    },
  );

  app.post(
    '/appointments/',
    {
      schema: { body: bookingBody, response: { 201: appointmentAnswer } },
      config: { allow: EVERYONE },
    },
    async (request, reply) => {
      const booked = await bookAppointment(deps, actorOf(request), request.body);
      deps.onCommitted();
      return reply.code(201).send(await present(request, booked));
    },
  );

  app.get(
    '/appointments/:id/',
    {
      schema: { params: pathId, response: { 200: appointmentAnswer } },
      config: { allow: EVERYONE },
    },
    async (request) => {
      const row = await getVisible(deps.db, request.params.id, actorOf(request));
      return await present(request, row);
    },
  );

  for (const { action, to, message, allow } of MOVES)
    app.post(
      `/appointments/:id/${action}/`,
      {
        ...onOne,
        schema: { params: pathId, body: moveBody, response: { 200: actionAnswer } },
        config: { allow },
      },
      async (request) => {
        const reason = request.body.reason ?? '';
        const row = await changeStatus(deps, actorOf(request), request.params.id, { to, reason });
        return await actionDone(request, row, { status: to, message });
      },
    );

  app.post(
    '/appointments/:id/reschedule/',
    {
      ...onOne,
      schema: { params: pathId, body: rescheduleBody, response: { 200: actionAnswer } },
      config: { allow: EVERYONE },
    },
    async (request) => {
      const { reason = '', ...time } = request.body;
      const asked = { ...time, reason };
      const row = await rescheduleAppointment(deps, actorOf(request), request.params.id, asked);
      const message = 'Appointment rescheduled successfully';
      return await actionDone(request, row, { status: 'rescheduled', message });
    },
  );

  app.post(
    '/appointments/:id/assign/',
    {
      ...onOne,
      schema: { params: pathId, body: assignBody, response: { 200: actionAnswer } },
      config: { allow: STAFF },
    },
    async (request) => {
      const { employee_id } = request.body;
      const row = await assignEmployee(deps, actorOf(request), request.params.id, employee_id);
      const message = 'Employee assigned successfully';
      return await actionDone(request, row, { status: 'assigned', message });
    },
  );
}
