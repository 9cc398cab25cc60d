import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answerChange } from '../http/answer-change.ts';
import { pathId } from '../http/fields.ts';
import { actorOf, EVERYONE, STAFF } from '../http/guard.ts';
import { lookUpFirst } from '../http/look-up-first.ts';
import type { Role } from '../platform/actor.ts';
import type { Change } from '../platform/change.ts';
import type { Appointment } from './appointment.ts';
import {
  actionAnswer,
  assignBody,
  cancelBody,
  moveBody,
  rescheduleBody,
} from './appointments.schemas.ts';
import { getVisible } from './appointments.store.ts';
import { assignEmployee } from './assign.ts';
import { changeStatus, type StatusMove } from './change-status.ts';
import type { AppointmentDeps } from './deps.ts';
import { moveAppointmentBody } from './move.schemas.ts';
import { moveAppointment } from './move.ts';
import { presentOne } from './present.ts';
import { rescheduleAppointment } from './reschedule.ts';

interface MoveRoute {
  readonly action: string;
  readonly to: StatusMove['to'];
  readonly summary: string;
  readonly message: string;
  readonly allow: readonly Role[];
  readonly body: typeof moveBody | typeof cancelBody;
}

interface Action {
  readonly status: string;
  readonly message: string;
  readonly make: (change: Change) => Promise<Appointment>;
}

const MOVES: readonly MoveRoute[] = [
  {
    action: 'confirm',
    to: 'confirmed',
    summary: 'Confirms a pending appointment',
    message: 'Appointment confirmed successfully',
    allow: STAFF,
    body: moveBody,
  },
  {
    action: 'start',
    to: 'in_progress',
    summary: 'Starts the work',
    message: 'Appointment started',
    allow: STAFF,
    body: moveBody,
  },
  {
    action: 'complete',
    to: 'completed',
    summary: 'Completes the work',
    message: 'Appointment completed successfully',
    allow: STAFF,
    body: moveBody,
  },
  {
    action: 'no_show',
    to: 'no_show',
    summary: 'Notes that nobody came',
    message: 'Appointment marked as no-show',
    allow: STAFF,
    body: moveBody,
  },
  {
    action: 'cancel',
    to: 'cancelled',
    summary: 'Cancels an appointment',
    message: 'Appointment cancelled successfully',
    allow: EVERYONE,
    body: cancelBody,
  },
];

/** The actions on one appointment (contract 2.5). */
export function actionRoutes(parent: FastifyInstance, deps: AppointmentDeps): void {
  const app = parent.withTypeProvider<ZodTypeProvider>();
  const onOne = lookUpFirst((id, actor) => getVisible(deps.db, id, actor));

  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { status, message, make }: Action,
  ): Promise<FastifyReply> =>
    await answerChange(deps, request, reply, {
      status: 200,
      make,
      present: async (row) => ({
        status,
        message,
        appointment: await presentOne(deps, actorOf(request), row),
      }),
      versionOf: (row) => row.version,
    });

  for (const { action, to, summary, message, allow, body } of MOVES)
    app.post(
      `/appointments/:id/${action}/`,
      {
        ...onOne,
        schema: {
          operationId: `${action}Appointment`,
          summary,
          tags: ['Actions'],
          params: pathId,
          body,
          response: { 200: actionAnswer },
        },
        config: { allow },
      },
      async (request, reply) => {
        const { reason = '' } = request.body;
        return await answer(request, reply, {
          status: to,
          message,
          make: (change) => changeStatus(deps, change, request.params.id, { to, reason }),
        });
      },
    );

  app.post(
    '/appointments/:id/reschedule/',
    {
      ...onOne,
      schema: {
        operationId: 'rescheduleAppointment',
        summary: 'Moves an appointment to another time',
        tags: ['Actions'],
        params: pathId,
        body: rescheduleBody,
        response: { 200: actionAnswer },
      },
      config: { allow: EVERYONE },
    },
    async (request, reply) => {
      const { new_date, new_time, reason = '' } = request.body;
      const time = { new_date, new_time, reason };
      return await answer(request, reply, {
        status: 'rescheduled',
        message: 'Appointment rescheduled successfully',
        make: (change) => rescheduleAppointment(deps, change, request.params.id, time),
      });
    },
  );

  app.post(
    '/appointments/:id/move/',
    {
      ...onOne,
      schema: {
        operationId: 'moveAppointment',
        summary: 'Gives an appointment another time and another employee in one go',
        tags: ['Actions'],
        params: pathId,
        body: moveAppointmentBody,
        response: { 200: actionAnswer },
      },
      config: { allow: STAFF },
    },
    async (request, reply) => {
      const { announce_after_seconds = 0, reason = '', ...wish } = request.body;
      const wanted = { ...wish, reason, announceAfterSeconds: announce_after_seconds };
      return await answer(request, reply, {
        status: 'moved',
        message: 'Appointment moved successfully',
        make: (change) => moveAppointment(deps, change, request.params.id, wanted),
      });
    },
  );

  app.post(
    '/appointments/:id/assign/',
    {
      ...onOne,
      schema: {
        operationId: 'assignEmployee',
        summary: 'Gives an appointment to an employee',
        tags: ['Actions'],
        params: pathId,
        body: assignBody,
        response: { 200: actionAnswer },
      },
      config: { allow: STAFF },
    },
    async (request, reply) => {
      const { employee_id } = request.body;
      return await answer(request, reply, {
        status: 'assigned',
        message: 'Employee assigned successfully',
        make: (change) => assignEmployee(deps, change, request.params.id, employee_id),
      });
    },
  );
}
