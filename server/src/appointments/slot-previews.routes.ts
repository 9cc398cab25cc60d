import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { actorOf, STAFF } from '../http/guard.ts';
import type { AppointmentDeps } from './deps.ts';
import { presentListItem } from './present.ts';
import { previewSlots } from './preview-slots.ts';
import { previewAnswer, previewBody } from './slot-previews.schemas.ts';
import { namesFor } from './with-names.ts';

/**
 * What a change of time slots would do to appointments. It stands here and not with the slots, for
 * it shows appointments. A question, although it is asked by POST: it has a body.
 */
export function slotPreviewRoutes(parent: FastifyInstance, deps: AppointmentDeps): void {
  const app = parent.withTypeProvider<ZodTypeProvider>();

  app.post(
    '/time-slots/preview/',
    {
      schema: {
        operationId: 'previewSlots',
        summary: 'Tells which appointments a change of time slots would leave without a place',
        tags: ['Time slots'],
        body: previewBody,
        response: { 200: previewAnswer },
      },
      config: { allow: STAFF },
    },
    async (request) => {
      const actor = actorOf(request);
      const { slots, leftOut } = await previewSlots(deps, actor, request.body);
      const rows = leftOut.map(({ appointment }) => appointment);
      const names = await namesFor(deps.directory, actor, rows);
      return {
        slots,
        appointments: leftOut.map(({ appointment, reason }) => ({
          ...presentListItem(appointment, names),
          reason,
        })),
      };
    },
  );
}
