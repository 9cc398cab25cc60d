import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answerChange } from '../http/answer-change.ts';
import { nothing, pathId } from '../http/fields.ts';
import { actorOf, EVERYONE } from '../http/guard.ts';
import { lookUpFirst } from '../http/look-up-first.ts';
import { envelope, PAGE_SIZE, pageNumber, sortOf } from '../http/paging.ts';
import type { Role } from '../platform/actor.ts';
import { permissionDenied } from '../platform/app-error.ts';
import { entityTag } from '../platform/change.ts';
import type { Appointment } from './appointment.ts';
import {
  appointmentAnswer,
  appointmentPage,
  bookingBody,
  listQuery,
  NEWEST_FIRST,
  patchBody,
  replaceBody,
  SORT_COLUMNS,
} from './appointments.schemas.ts';
import { countAppointments, getVisible, listAppointments } from './appointments.store.ts';
import { bookAppointment } from './book.ts';
import type { AppointmentDeps } from './deps.ts';
import { employeeMayEdit } from './edit.rules.ts';
import { editAppointment } from './edit.ts';
import { presentListItem, presentOne } from './present.ts';
import { removeAppointment } from './remove.ts';
import { searchOf } from './search.rules.ts';
import { namesFor } from './with-names.ts';

/** Employees neither replace nor delete (contract 9.15). */
const OWNERS: readonly Role[] = ['customer', 'admin'];

/** `/api/v1/appointments/` and one of them (contract 2.3, 2.4 and 2.6). */
export function appointmentRoutes(parent: FastifyInstance, deps: AppointmentDeps): void {
  const app = parent.withTypeProvider<ZodTypeProvider>();
  const onOne = lookUpFirst(async (id, actor, body) => {
    await getVisible(deps.db, id, actor);
    if (actor.role === 'employee' && !employeeMayEdit(Object.keys(body ?? {})))
      throw permissionDenied();
  });

  app.get(
    '/appointments/',
    {
      schema: {
        operationId: 'listAppointments',
        summary: 'Lists appointments, 20 a page, newest first',
        tags: ['Appointments'],
        querystring: listQuery,
        response: { 200: appointmentPage },
      },
      config: { allow: EVERYONE },
    },
    async (request) => {
      const actor = actorOf(request);
      const { page, ordering, q, ...filters } = request.query;
      const filter = { ...filters, search: searchOf(q) };
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
      schema: {
        operationId: 'bookAppointment',
        summary: 'Books an appointment',
        tags: ['Appointments'],
        body: bookingBody,
        response: { 201: appointmentAnswer },
      },
      config: { allow: EVERYONE },
    },
    async (request, reply) =>
      await answerChange(deps, request, reply, {
        status: 201,
        make: (change) => bookAppointment(deps, change, request.body),
        present: (row) => presentOne(deps, actorOf(request), row),
        versionOf,
      }),
  );

  app.get(
    '/appointments/:id/',
    {
      schema: {
        operationId: 'getAppointment',
        summary: 'Shows an appointment',
        tags: ['Appointments'],
        params: pathId,
        response: { 200: appointmentAnswer },
      },
      config: { allow: EVERYONE },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const row = await getVisible(deps.db, request.params.id, actor);
      reply.header('etag', entityTag(row.version));
      return await presentOne(deps, actor, row);
    },
  );

  for (const edit of [
    {
      method: 'PUT',
      operationId: 'replaceAppointment',
      summary: 'Changes an appointment; every required field is needed',
      body: replaceBody,
      allow: OWNERS,
    },
    {
      method: 'PATCH',
      operationId: 'editAppointment',
      summary: 'Changes some fields of an appointment',
      body: patchBody,
      allow: EVERYONE,
    },
  ] as const)
    app.route({
      ...onOne,
      method: edit.method,
      url: '/appointments/:id/',
      schema: {
        operationId: edit.operationId,
        summary: edit.summary,
        tags: ['Appointments'],
        params: pathId,
        body: edit.body,
        response: { 200: appointmentAnswer },
      },
      config: { allow: edit.allow },
      handler: async (request, reply) =>
        await answerChange(deps, request, reply, {
          status: 200,
          make: (change) => editAppointment(deps, change, request.params.id, request.body),
          present: (row) => presentOne(deps, actorOf(request), row),
          versionOf,
        }),
    });

  app.delete(
    '/appointments/:id/',
    {
      schema: {
        operationId: 'deleteAppointment',
        summary: 'Deletes an appointment; its history stays',
        tags: ['Appointments'],
        params: pathId,
        response: { 204: nothing },
      },
      config: { allow: OWNERS },
    },
    async (request, reply) =>
      await answerChange(deps, request, reply, {
        status: 204,
        make: (change) => removeAppointment(deps, change, request.params.id),
      }),
  );
}

const versionOf = (row: Appointment): number => row.version;
