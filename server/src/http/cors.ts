import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** The front end in development and behind the gateway (contract 1.9). */
const BUILT_IN_ORIGINS = ['http://localhost:5173', 'http://localhost'];
const DAY_SECONDS = 86_400;

/** Lets browsers of the allowed origins in; a `*` among them allows, and echoes, every origin. */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  const allowed = [...BUILT_IN_ORIGINS, ...origins];
  app.register(cors, {
    // A function, since an origin that it refuses gets none of the headers below.
    origin: (origin, answer) =>
      answer(null, origin !== undefined && (origins.includes('*') || allowed.includes(origin))),
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'accept',
      'origin',
      'x-requested-with',
      'x-csrftoken',
      'idempotency-key',
      'if-match',
      'last-event-id',
    ],
    exposedHeaders: [
      'etag',
      'idempotency-replayed',
      'retry-after',
      'x-request-id',
      'ratelimit-policy',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
    ],
    maxAge: DAY_SECONDS,
    optionsSuccessStatus: 200,
    strictPreflight: false,
  });
}
