import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { AppError, type PlatformErrorCode } from '../platform/app-error.ts';
import { askPeer } from '../platform/http-client.ts';
import { countStranger, type RateLimits } from './rate-limits.ts';

const TIMEOUT_MS = 5_000;
const FORWARDED = [
  { path: '/auth/login/', operationId: 'signIn', summary: 'Signs in with e-mail and password' },
  {
    path: '/auth/token/refresh/',
    operationId: 'refreshToken',
    summary: 'Swaps a refresh token for new tokens',
  },
];

// The authentication service says what it takes and answers; here both only pass through.
const passedOn = z.looseObject({});

/** Hands logins and refreshes on to the authentication service, so that a browser needs one origin (contract 9.33). */
export function forwardLogin(
  app: FastifyInstance,
  authenticationUrl: string,
  limits: RateLimits | undefined,
): void {
  for (const { path, operationId, summary } of FORWARDED)
    app.post(
      path,
      {
        schema: {
          operationId,
          summary,
          tags: ['Sign-in'],
          body: passedOn,
          response: { '2xx': passedOn, 401: passedOn },
        },
      },
      async (request, reply) => {
        await countStranger(limits, request, reply);
        const answer = await askPeer({
          method: 'POST',
          url: `${authenticationUrl}/api/v1${path}`,
          body: request.body,
          timeoutMs: TIMEOUT_MS,
        }).catch((cause: unknown) => {
          throw unavailable(cause);
        });
        if (answer.body === undefined || answer.status >= 500) throw unavailable();
        if (answer.status === 401) reply.header('www-authenticate', 'Bearer realm="api"');
        return await reply.code(answer.status).send(answer.body);
      },
    );
}

function unavailable(cause?: unknown): AppError<PlatformErrorCode> {
  return new AppError(
    'login_unavailable',
    'The authentication service is not available. Please try again.',
    { retryAfterSeconds: 2, cause },
  );
}
