import type { FastifyInstance } from 'fastify';

/** The exact bytes of the service that this one replaces, blanks included (contract 1.1). */
const HEALTHY = '{"status": "healthy", "service": "appointment-service", "version": "1.0.0"}';

const ALIVE = [
  { path: '/health/', operationId: 'isHealthy', summary: 'Whether the process runs' },
  { path: '/health/live/', operationId: 'isAlive', summary: 'The same, for probes' },
];

export interface HealthDeps {
  readonly isReady: () => Promise<boolean>;
  /** How many notifications are late, and how many were put aside. */
  readonly countBacklog: () => Promise<{ waiting: number; parked: number }>;
}

/**
 * Health for people and probes: `/health/` and `/health/live` always, `/health/ready` if the
 * database answers. A backlog is told there and makes nothing unready: bookings go on.
 */
export function healthRoutes(app: FastifyInstance, deps: HealthDeps): void {
  for (const { path, operationId, summary } of ALIVE)
    app.get(path, { schema: { operationId, summary, tags: ['Health'] } }, async (_request, reply) =>
      reply.type('application/json').serializer(String).send(HEALTHY),
    );
  const ready = {
    operationId: 'isReady',
    summary: 'Whether the database answers, and how many notifications wait',
    tags: ['Health'],
  };
  app.get('/health/ready/', { schema: ready }, async (_request, reply) => {
    if (!(await deps.isReady())) return await reply.code(503).send({ status: 'unavailable' });
    // A count that cannot be had makes nothing unready.
    const outbox = await deps.countBacklog().catch(() => null);
    return await reply.send({ status: 'ready', outbox });
  });
}
