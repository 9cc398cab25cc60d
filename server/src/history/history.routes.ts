import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { pathId } from '../http/fields.ts';
import { actorOf, EVERYONE } from '../http/guard.ts';
import { envelope, PAGE_SIZE, pageNumber, sortOf } from '../http/paging.ts';
import { notFound } from '../platform/app-error.ts';
import type { Db } from '../platform/db.ts';
import { historyLine, historyLines, historyPage, historyQuery } from './history.schemas.ts';
import { countLines, findLine, findLinesOf, type HistorySort, listLines } from './history.store.ts';
import { presentLine } from './present.ts';

const SORT_COLUMNS: readonly HistorySort['column'][] = [
  'id',
  'appointment_id',
  'changed_by_user_id',
  'previous_status',
  'new_status',
  'change_reason',
  'changed_at',
];
const NEWEST_FIRST: readonly HistorySort[] = [{ column: 'changed_at', direction: 'desc' }];

/** The history of one appointment and of all (contract 2.4); nobody writes it from outside. */
export function historyRoutes(parent: FastifyInstance, deps: { readonly db: Db }): void {
  const app = parent.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/appointments/:id/history/',
    {
      schema: {
        operationId: 'getAppointmentHistory',
        summary: 'Who changed an appointment and when, newest first',
        tags: ['History'],
        params: pathId,
        response: { 200: historyLines },
      },
      config: { allow: EVERYONE },
    },
    async (request) => {
      const actor = actorOf(request);
      const lines = await findLinesOf(deps.db, request.params.id, actor);
      if (lines === undefined) throw notFound();
      return lines.map((line) => presentLine(line, actor));
    },
  );

  app.get(
    '/history/',
    {
      schema: {
        operationId: 'listHistory',
        summary: 'All changes, 20 a page, newest first',
        tags: ['History'],
        querystring: historyQuery,
        response: { 200: historyPage },
      },
      config: { allow: EVERYONE },
    },
    async (request) => {
      const actor = actorOf(request);
      const { page, ordering, ...filter } = request.query;
      const count = await countLines(deps.db, actor, filter);
      const number = pageNumber(page, count);
      const lines = await listLines(deps.db, actor, filter, {
        sort: sortOf(ordering, SORT_COLUMNS, NEWEST_FIRST),
        limit: PAGE_SIZE,
        offset: (number - 1) * PAGE_SIZE,
      });
      const results = lines.map((line) => presentLine(line, actor));
      return envelope(request, { number, count, results });
    },
  );

  app.get(
    '/history/:id/',
    {
      schema: {
        operationId: 'getHistoryLine',
        summary: 'Shows one change',
        tags: ['History'],
        params: pathId,
        response: { 200: historyLine },
      },
      config: { allow: EVERYONE },
    },
    async (request) => {
      const actor = actorOf(request);
      const line = await findLine(deps.db, request.params.id, actor);
      if (line === undefined) throw notFound();
      return presentLine(line, actor);
    },
  );
}
