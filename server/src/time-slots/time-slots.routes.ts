import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answerChange, type ChangeDeps } from '../http/answer-change.ts';
import { nothing, pathId } from '../http/fields.ts';
import { EVERYONE, STAFF } from '../http/guard.ts';
import { lookUpFirst } from '../http/look-up-first.ts';
import { envelope, PAGE_SIZE, pageNumber, sortOf } from '../http/paging.ts';
import { AppError, parametersMissing } from '../platform/app-error.ts';
import { entityTag } from '../platform/change.ts';
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
import { type SlotWithCapacity, withCapacity, withItsCapacity } from './with-capacity.ts';

const EARLIEST_FIRST: readonly SlotSort[] = [
  { column: 'date', direction: 'asc' },
  { column: 'start_time', direction: 'asc' },
];

/** `/api/v1/time-slots/` (contract 2.4, 2.7 and 2.8). */
export function timeSlotRoutes(parent: FastifyInstance, deps: PlanDeps & ChangeDeps): void {
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
    async (request, reply) =>
      await answerChange(deps, request, reply, {
        status: 201,
        make: (change) => addSlot(deps, change, request.body),
        present: itself,
        versionOf,
      }),
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
    async (request, reply) => {
      const slot = await withItsCapacity(deps.db, await getSlot(deps.db, request.params.id));
      reply.header('etag', entityTag(slot.version));
      return slot;
    },
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
      handler: async (request, reply) =>
        await answerChange(deps, request, reply, {
          status: 200,
          make: (asked) => changeSlot(deps, asked, request.params.id, request.body),
          present: itself,
          versionOf,
        }),
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
    async (request, reply) =>
      await answerChange(deps, request, reply, {
        status: 204,
        make: (change) => removeSlot(deps, change, request.params.id),
      }),
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
    async (request, reply) =>
      await answerChange(deps, request, reply, {
        status: 201,
        make: (change) => planRange(deps, change, request.body),
        present: ({ created }) => ({ message: `Created ${created} time slots`, count: created }),
      }),
  );
}

const itself = (slot: SlotWithCapacity): SlotWithCapacity => slot;
const versionOf = (slot: SlotWithCapacity): number => slot.version;

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
