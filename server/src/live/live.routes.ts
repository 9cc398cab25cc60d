import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { expiryOf } from '../http/authenticate.ts';
import { actorOf, EVERYONE } from '../http/guard.ts';
import type { ChangeHub } from './change-hub.ts';
import { openEventStream } from './event-stream.ts';
import { EVENT_STREAM, eventStream, STREAM_DESCRIPTION, streamHeaders } from './live.schemas.ts';

export interface LiveDeps {
  readonly hub: ChangeHub;
  /** Streams end by then, so that readers spread anew over the processes that there are. */
  readonly longestStreamMs: number;
}

/** `/api/v1/changes/`: what changes, as it changes. */
export function liveRoutes(parent: FastifyInstance, deps: LiveDeps): void {
  const app = parent.withTypeProvider<ZodTypeProvider>();
  // Before the server closes, which waits for every answer to end.
  app.addHook('preClose', async () => deps.hub.close());

  app.get(
    '/changes/',
    {
      schema: {
        operationId: 'streamChanges',
        summary: 'Tells what changes, as it changes',
        description: STREAM_DESCRIPTION,
        tags: ['Live'],
        headers: streamHeaders,
        response: {
          200: { description: 'The stream.', content: { [EVENT_STREAM]: { schema: eventStream } } },
        },
      },
      config: { allow: EVERYONE },
    },
    async (request, reply) => {
      reply.headers({
        'content-type': EVENT_STREAM,
        'cache-control': 'no-store',
        // The gateway would keep events back until it has a buffer full of them.
        'x-accel-buffering': 'no',
      });
      if (request.method === 'HEAD') return await reply.send();
      const actor = actorOf(request);
      const seat = await deps.hub.join(actor, request.headers['last-event-id']);
      const stream = openEventStream({
        response: reply.raw,
        milliseconds: Math.min(expiryOf(actor) - Date.now(), deps.longestStreamMs),
        onCut: () => request.log.info('a reader of the changes was cut: it does not read'),
        onEnd: seat.leave,
      });
      seat.follow(stream);
      return await reply.send(stream.body);
    },
  );
}
