import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { actorOf, EVERYONE, STAFF } from '../http/guard.ts';
import { isStaff } from '../platform/actor.ts';
import { parametersMissing } from '../platform/app-error.ts';
import type { Db } from '../platform/db.ts';
import {
  customersAnswer,
  customersQuery,
  employeesAnswer,
  vehiclesAnswer,
  vehiclesQuery,
} from './directory.schemas.ts';
import type { Directory } from './directory.ts';
import { findKnownCustomers } from './known-names.store.ts';
import { listEmployees } from './list-employees.ts';
import { withPlate } from './names.rules.ts';
import { patternsOf } from './search-texts.rules.ts';

export interface DirectoryDeps {
  readonly db: Db;
  readonly directory: Directory;
}

/** People and cars to choose from; other services keep them (contract 4). */
export function directoryRoutes(parent: FastifyInstance, deps: DirectoryDeps): void {
  const app = parent.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/vehicles/',
    {
      schema: {
        operationId: 'listVehicles',
        summary: "A customer's active cars",
        tags: ['Directory'],
        querystring: vehiclesQuery,
        response: { 200: vehiclesAnswer },
      },
      config: { allow: EVERYONE },
    },
    async (request) => {
      const actor = actorOf(request);
      const { customer_id } = request.query;
      if (customer_id === undefined && isStaff(actor))
        throw parametersMissing('customer_id parameter is required');
      const ownerId = customer_id ?? actor.userId;
      // Another customer's cars are scoped away, as in lists (contract 9.1).
      if (!isStaff(actor) && ownerId !== actor.userId) return [];
      const vehicles = await deps.directory.listVehicles(ownerId, actor.token);
      return vehicles.map(({ id, name, plate_number }) => ({
        id,
        customer_id: ownerId,
        vehicle_details: withPlate(name, plate_number),
        plate_number: plate_number ?? null,
      }));
    },
  );

  app.get(
    '/employees/',
    {
      schema: {
        operationId: 'listEmployees',
        summary: 'The employees that are known, by name; admins see all accounts',
        tags: ['Directory'],
        response: { 200: employeesAnswer },
      },
      config: { allow: STAFF },
    },
    async (request) => await listEmployees(deps, actorOf(request)),
  );

  app.get(
    '/customers/',
    {
      schema: {
        operationId: 'findCustomers',
        summary: 'At most 20 customers whose name or plate holds a text',
        tags: ['Directory'],
        querystring: customersQuery,
        response: { 200: customersAnswer },
      },
      config: { allow: STAFF },
    },
    async (request) => {
      const { q } = request.query;
      if (q === undefined) return [];
      return await findKnownCustomers(deps.db, patternsOf(q));
    },
  );
}
