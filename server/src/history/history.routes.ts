import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { pathId } from '../http/fields.ts';
import { actorOf, EVERYONE } from '../http/guard.ts';
import { notFound } from '../platform/app-error.ts';
import type { Db } from '../platform/db.ts';
import { historyLines } from './history.schemas.ts';
import { findLinesOf } from './history.store.ts';

/** `/api/v1/appointments/{id}/history/` (contract 2.4). */
export function historyRoutes(parent: FastifyInstance, deps: { readonly db: Db }): void {
  const app = parent.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/appointments/:id/history/',
    {
      schema: { params: pathId, response: { 200: historyLines } },
      config: { allow: EVERYONE },
    },
    async (request) => {
      const lines = await findLinesOf(deps.db, request.params.id, actorOf(request));
      if (lines === undefined) throw notFound();
      return lines;
    },
  );
}
