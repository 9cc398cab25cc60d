import type { FastifyInstance } from 'fastify';

/** The exact bytes of the service that this one replaces, blanks included (contract 1.1). */
const HEALTHY = '{"status": "healthy", "service": "appointment-service", "version": "1.0.0"}';

/** Health for people and probes: `/health/` and `/health/live` always, `/health/ready` if the database answers. */
export function healthRoutes(app: FastifyInstance, isReady: () => Promise<boolean>): void {
  for (const path of ['/health/', '/health/live/'])
    app.get(path, async (_request, reply) =>
      reply.type('application/json').serializer(String).send(HEALTHY),
    );
  app.get('/health/ready/', async (_request, reply) => {
    const ready = await isReady();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'unavailable' });
  });
}
