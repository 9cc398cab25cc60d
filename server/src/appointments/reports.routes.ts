import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { actorOf, EVERYONE } from '../http/guard.ts';
import { parametersMissing } from '../platform/app-error.ts';
import { instantAt, wallClockAt } from '../platform/business-time.ts';
import { DAY, dateOf, dayOf } from '../platform/wall-clock.ts';
import { listAllAppointments } from './appointments.store.ts';
import type { AppointmentDeps } from './deps.ts';
import { presentAll } from './present.ts';
import { reportAnswer, reportQuery, statisticsAnswer } from './reports.schemas.ts';
import { countGroups, type Today } from './reports.store.ts';
import { statisticsOf } from './statistics.rules.ts';

/** Each query endpoint and the parameter it cannot do without. */
const REPORTS = [
  {
    path: 'customer_appointments',
    parameter: 'customer_id',
    operationId: 'listCustomerAppointments',
    summary: "A customer's appointments, all of them",
  },
  {
    path: 'employee_schedule',
    parameter: 'employee_id',
    operationId: 'listEmployeeSchedule',
    summary: "An employee's appointments, all of them",
  },
  {
    path: 'vehicle_history',
    parameter: 'vehicle_id',
    operationId: 'listVehicleHistory',
    summary: "A car's appointments, all of them",
  },
] as const;

/** The query endpoints and the statistics (contract 2.4); customers see their own rows in them. */
export function reportRoutes(parent: FastifyInstance, deps: AppointmentDeps): void {
  const app = parent.withTypeProvider<ZodTypeProvider>();

  for (const { path, parameter, operationId, summary } of REPORTS)
    app.get(
      `/appointments/${path}/`,
      {
        schema: {
          operationId,
          summary,
          tags: ['Reports'],
          querystring: reportQuery,
          response: { 200: reportAnswer },
        },
        config: { allow: EVERYONE },
      },
      async (request) => {
        if (request.query[parameter] === undefined)
          throw parametersMissing(`${parameter} parameter is required`);
        const actor = actorOf(request);
        const rows = await listAllAppointments(deps.db, actor, request.query);
        return await presentAll(deps, actor, rows);
      },
    );

  app.get(
    '/appointments/stats/',
    {
      schema: {
        operationId: 'getStatistics',
        summary: 'Counts by status and type, and of today',
        tags: ['Reports'],
        response: { 200: statisticsAnswer },
      },
      config: { allow: EVERYONE },
    },
    async (request) => statisticsOf(await countGroups(deps.db, actorOf(request), todayOf(deps))),
  );
}

function todayOf({ clock, business }: Pick<AppointmentDeps, 'clock' | 'business'>): Today {
  const now = wallClockAt(clock(), business.timeZone);
  const midnight = dayOf(now) * DAY;
  return {
    date: dateOf(now),
    from: instantAt(midnight, business.timeZone),
    to: instantAt(midnight + DAY, business.timeZone),
  };
}
