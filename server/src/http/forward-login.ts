import type { FastifyInstance } from 'fastify';
import { AppError, type PlatformErrorCode } from '../platform/app-error.ts';
import { askPeer } from '../platform/http-client.ts';

const TIMEOUT_MS = 5_000;
const FORWARDED = ['/auth/login/', '/auth/token/refresh/'];

/** Hands logins and refreshes on to the authentication service, so that a browser needs one origin (contract 9.33). */
export function forwardLogin(app: FastifyInstance, authenticationUrl: string): void {
  for (const path of FORWARDED)
    app.post(path, async (request, reply) => {
      if (request.body instanceof AppError) throw request.body;
      const answer = await askPeer({
        method: 'POST',
        url: `${authenticationUrl}/api/v1${path}`,
        body: request.body,
        timeoutMs: TIMEOUT_MS,
      }).catch((cause: unknown) => {
        throw unavailable(cause);
      });
      if (answer.body === undefined || answer.status >= 500) throw unavailable();
      return await reply.code(answer.status).send(answer.body);
    });
}

function unavailable(cause?: unknown): AppError<PlatformErrorCode> {
  return new AppError(
    'login_unavailable',
    'The authentication service is not available. Please try again.',
    { retryAfterSeconds: 2, cause },
  );
}
