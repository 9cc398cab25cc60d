import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { nothing, pathId } from '../http/fields.ts';
import { EVERYONE, STAFF } from '../http/guard.ts';
import { lookUpFirst } from '../http/look-up-first.ts';
import { envelope, PAGE_SIZE, pageNumber, sortOf } from '../http/paging.ts';
import { AppError, parametersMissing } from '../platform/app-error.ts';
import { addSlot } from './add-slot.ts';
import { changeSlot } from './change-slot.ts';
import { type PlanDeps, planRange } from './plan-slots.ts';
import { removeSlot } from './remove-slot.ts';
import {
  bulkAnswer,
  bulkBody,
  patchBody,
  slotAnswer,
  slotBody,
  slotPage,
  slotsQuery,
} from './time-slots.schemas.ts';
import {
  countTimeSlots,
  getSlot,
  listTimeSlots,
  SLOT_COLUMNS,
  type SlotSort,
} from './time-slots.store.ts';
import { withCapacity, withItsCapacity } from './with-capacity.ts';

const EARLIEST_FIRST: readonly SlotSort[] = [
  { column: 'date', direction: 'asc' },
  { column: 'start_time', direction: 'asc' },
];

/** `/api/v1/time-slots/` (contract 2.4, 2.7 and 2.8). */
export function timeSlotRoutes(parent: FastifyInstance, deps: PlanDeps): void {
  const app = parent.withTypeProvider<ZodTypeProvider>();
  const onOne = lookUpFirst(async (id) => await getSlot(deps.db, id));

  app.get(
    '/time-slots/',
    {
      schema: {
        operationId: 'listTimeSlots',
        summary: 'Lists time slots, 20 a page, earliest first',
        tags: ['Time slots'],
        querystring: slotsQuery,
        response: { 200: slotPage },
      },
      config: { allow: EVERYONE },
    },
    async (request) => {
      const { page, ordering, ...filter } = request.query;
      const count = await countTimeSlots(deps.db, filter);
      const number = pageNumber(page, count);
      const slots = await listTimeSlots(deps.db, filter, {
        sort: sortOf(ordering, SLOT_COLUMNS, EARLIEST_FIRST),
        limit: PAGE_SIZE,
        offset: (number - 1) * PAGE_SIZE,
      });
      return envelope(request, { number, count, results: await withCapacity(deps.db, slots) });
    },
  );

  app.post(
    '/time-slots/',
    {
      schema: {
        operationId: 'createTimeSlot',
        summary: 'Creates a time slot',
        tags: ['Time slots'],
        body: slotBody,
        response: { 201: slotAnswer },
      },
      config: { allow: STAFF },
    },
    async (request, reply) => {
      const slot = await addSlot(deps, request.body);
      return reply.code(201).send(slot);
    },
  );

  app.get(
    '/time-slots/:id/',
    {
      schema: {
        operationId: 'getTimeSlot',
        summary: 'Shows a time slot',
        tags: ['Time slots'],
        params: pathId,
        response: { 200: slotAnswer },
      },
      config: { allow: EVERYONE },
    },
    async (request) => await withItsCapacity(deps.db, await getSlot(deps.db, request.params.id)),
  );

  for (const change of [
    {
      method: 'PUT',
      operationId: 'replaceTimeSlot',
      summary: 'Changes a time slot; every required field is needed',
      body: slotBody,
    },
    {
      method: 'PATCH',
      operationId: 'editTimeSlot',
      summary: 'Changes some fields of a time slot',
      body: patchBody,
    },
  ] as const)
    app.route({
      ...onOne,
      method: change.method,
      url: '/time-slots/:id/',
      schema: {
        operationId: change.operationId,
        summary: change.summary,
        tags: ['Time slots'],
        params: pathId,
        body: change.body,
        response: { 200: slotAnswer },
      },
      config: { allow: STAFF },
      handler: async (request) => await changeSlot(deps, request.params.id, request.body),
    });

  app.delete(
    '/time-slots/:id/',
    {
      schema: {
        operationId: 'deleteTimeSlot',
        summary: 'Deletes a time slot; bookings in it stay',
        tags: ['Time slots'],
        params: pathId,
        response: { 204: nothing },
      },
      config: { allow: STAFF },
    },
    async (request, reply) => {
      await removeSlot(deps, request.params.id);
      return await reply.code(204).send();
    },
  );

  app.post(
    '/time-slots/bulk_create/',
    {
      attachValidation: true,
      preHandler: missingDatesFirst,
      schema: {
        operationId: 'bulkCreateTimeSlots',
        summary: 'Creates the slots of all workdays of a range',
        tags: ['Time slots'],
        body: bulkBody,
        response: { 201: bulkAnswer },
      },
      config: { allow: STAFF },
    },
    async (request, reply) => {
      const { created } = await planRange(deps, request.body);
      const message = `Created ${created} time slots`;
      return await reply.code(201).send({ message, count: created });
    },
  );
}

// The callers know a missing date by another shape than a wrong one (contract 2.7).
async function missingDatesFirst(request: FastifyRequest): Promise<void> {
  const wrong = request.validationError;
  if (wrong === undefined) return;
  const { start_date, end_date } = (request.body ?? {}) as Record<string, unknown>;
  const isMissing = [start_date, end_date].some((date) => (date ?? '') === '');
  throw isMissing && wrong instanceof AppError && wrong.code === 'fields_invalid'
    ? parametersMissing('start_date and end_date are required')
    : wrong;
}
