import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { actorOf, EVERYONE } from '../http/guard.ts';
import { sortOf } from '../http/paging.ts';
import { isStaff } from '../platform/actor.ts';
import { NEWEST_FIRST, SORT_COLUMNS } from './appointments.schemas.ts';
import { listAppointmentIds } from './appointments.store.ts';
import type { AppointmentDeps } from './deps.ts';
import { EXPORTED, EXPORTED_TO_STAFF, exportAnswer, exportQuery } from './export.schemas.ts';
import { presentAll } from './present.ts';
import { readInBatches } from './read-in-batches.ts';
import { searchOf } from './search.rules.ts';

/** `/api/v1/appointments/export/`: the list as a table for spreadsheets, however long it is. */
export function exportRoute(parent: FastifyInstance, deps: AppointmentDeps): void {
  parent.withTypeProvider<ZodTypeProvider>().get(
    '/appointments/export/',
    {
      schema: {
        operationId: 'exportAppointments',
        summary: 'Every appointment that fits the filters, as CSV',
        tags: ['Appointments'],
        querystring: exportQuery,
        response: { 200: exportAnswer },
      },
      config: { allow: EVERYONE },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { ordering, q, ...filter } = request.query;
      const sort = sortOf(ordering, SORT_COLUMNS, NEWEST_FIRST);
      const ids = await listAppointmentIds(
        deps.db,
        actor,
        { ...filter, search: searchOf(q) },
        sort,
      );
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="appointments.csv"');
      // Nobody reads the rows of a HEAD, so that none are looked up.
      const wanted = request.method === 'HEAD' ? [] : ids;
      const lines = readInBatches(deps.db, actor, wanted, (rows) => presentAll(deps, actor, rows));
      const table = stringify({
        columns: [...EXPORTED, ...(isStaff(actor) ? EXPORTED_TO_STAFF : [])],
        header: true,
        bom: true,
        record_delimiter: 'windows',
        // Given a delimiter, it would leave a lone line feed within a text bare.
        quote_record_delimiter: true,
        // What customers write must not become a formula on an admin's screen.
        escape_formulas: true,
        // Nor where a program takes another sign for the end of a cell.
        cast: { string: (text) => text.replace(/([;\t\r\n])(?=[=+\-@])/g, "$1'") },
      });
      // Whichever end breaks takes the other with it; the reader sees it by the missing end.
      pipeline(Readable.from(lines), table, (error) => {
        if (error) request.log.warn({ reason: error.message }, 'an export was broken off');
      });
      // Documented as text, which is what comes out of the stream.
      return await reply.send(table as unknown as string);
    },
  );
}
