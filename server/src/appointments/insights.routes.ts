import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { employeeName } from '../directory/names.rules.ts';
import { actorOf, STAFF } from '../http/guard.ts';
import type { AppointmentDeps } from './deps.ts';
import { gatherInsights } from './gather-insights.ts';
import { insightsAnswer, insightsQuery } from './insights.schemas.ts';

/** `/api/v1/appointments/insights/`: how busy the workshop was. */
export function insightsRoute(parent: FastifyInstance, deps: AppointmentDeps): void {
  parent.withTypeProvider<ZodTypeProvider>().get(
    '/appointments/insights/',
    {
      schema: {
        operationId: 'getInsights',
        summary: 'How busy up to 92 days were, by day, status, type and employee',
        tags: ['Reports'],
        querystring: insightsQuery,
        response: { 200: insightsAnswer },
      },
      config: { allow: STAFF },
    },
    async (request) => {
      const actor = actorOf(request);
      const { days, by_status, by_type, employees } = await gatherInsights(
        deps,
        actor,
        request.query,
      );
      const nobody = new Set<string>();
      const names = await deps.directory.namesOf(
        {
          customers: nobody,
          vehicles: nobody,
          employees: new Set(employees.map(({ employee_id }) => employee_id)),
        },
        actor.token,
      );
      return {
        days: [...days],
        by_status: [...by_status],
        by_type: [...by_type],
        employees: employees.map(({ employee_id, ...done }) => ({
          employee_id,
          employee_name: employeeName(employee_id, names.employees.get(employee_id)),
          ...done,
        })),
      };
    },
  );
}
