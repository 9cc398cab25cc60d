import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { actorOf, EVERYONE } from '../http/guard.ts';
import { calendarAnswer, calendarQuery } from './calendar.schemas.ts';
import type { AppointmentDeps } from './deps.ts';
import { presentListItem } from './present.ts';
import { showCalendar } from './show-calendar.ts';
import { namesFor } from './with-names.ts';

/** `/api/v1/appointments/calendar/`: what a day board needs, at once. */
export function calendarRoute(parent: FastifyInstance, deps: AppointmentDeps): void {
  parent.withTypeProvider<ZodTypeProvider>().get(
    '/appointments/calendar/',
    {
      schema: {
        operationId: 'getCalendar',
        summary: 'The hours and appointments of up to 14 days; customers see their own',
        tags: ['Appointments'],
        querystring: calendarQuery,
        response: { 200: calendarAnswer },
      },
      config: { allow: EVERYONE },
    },
    async (request) => {
      const actor = actorOf(request);
      const { appointments, hours } = await showCalendar(deps, actor, request.query);
      const names = await namesFor(deps.directory, actor, appointments);
      return {
        appointments: appointments.map((row) => presentListItem(row, names)),
        hours: [...hours],
      };
    },
  );
}
