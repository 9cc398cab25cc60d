import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { BusinessSettings } from '../config.ts';
import { EVERYONE } from '../http/guard.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { dateOf, timeOf } from '../platform/wall-clock.ts';
import { freeSlotsAnswer, freeSlotsQuery } from './availability.schemas.ts';
import { findFreeSlots } from './find-free-slots.ts';
import { shownEnd } from './free-places.rules.ts';

export interface AvailabilityDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly business: BusinessSettings;
}

/** `/api/v1/appointments/available_slots/` (contract 2.4 and 9.23). */
export function availabilityRoutes(parent: FastifyInstance, deps: AvailabilityDeps): void {
  const app = parent.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/appointments/available_slots/',
    {
      schema: {
        operationId: 'findFreeSlots',
        summary: 'Finds the slots of up to 92 days at whose start a job can be booked',
        tags: ['Availability'],
        querystring: freeSlotsQuery,
        response: { 200: freeSlotsAnswer },
      },
      config: { allow: EVERYONE },
    },
    async (request) => {
      const free = await findFreeSlots(deps, request.query);
      const slots = free.map((slot) => ({
        date: dateOf(slot.start),
        start_time: timeOf(slot.start),
        end_time: shownEnd(slot.end),
        available_capacity: slot.places,
      }));
      return { count: slots.length, slots };
    },
  );
}
