import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bodyOf, type ErrorCode, problemDetailsOf, statusOf } from './error-responses.ts';
import { asksForPage, sendPage } from './http/console.ts';
import { SECURITY_HEADERS } from './http/conventions.ts';
import { AppError, notFound } from './platform/app-error.ts';

const PROBLEM_JSON = 'application/problem+json';

/** Answers every error in the contract's shapes, and unknown paths with a JSON 404 or a screen. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler(async (thrown: FastifyError | AppError, request, reply) => {
    const error = asAppError(thrown);
    if (error.code === 'internal') request.log.error({ err: thrown }, 'a request failed');
    else if (statusOf(error) >= 500)
      request.log.warn({ code: error.code, reason: reasonOf(error) }, 'a request was not served');
    else request.log.info({ code: error.code }, 'a request was refused');
    return await send(request, reply, error);
  });
  app.setNotFoundHandler(async (request, reply) =>
    asksForPage(request)
      ? await sendPage(request, reply)
      : await send(request, reply, asAppError(notFound())),
  );
}

/** Answers what the framework refuses before any hook has run, such as a path that is no path. */
export function answerFrameworkError(
  thrown: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.headers({ ...SECURITY_HEADERS, 'x-request-id': request.id });
  void send(request, reply, asAppError(thrown));
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  error: AppError<ErrorCode>,
): Promise<FastifyReply> {
  const status = statusOf(error);
  const { retryAfterSeconds } = error.details;
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="api"');
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  const asProblem = request.headers.accept?.includes(PROBLEM_JSON) ?? false;
  const body = asProblem ? problemDetailsOf(error) : bodyOf(error);
  return await reply
    .code(status)
    .type(asProblem ? PROBLEM_JSON : 'application/json')
    .serializer(JSON.stringify)
    .send(body);
}

function asAppError(thrown: FastifyError | AppError): AppError<ErrorCode> {
  if (thrown instanceof AppError) return thrown as AppError<ErrorCode>;
  if (thrown.statusCode === 413)
    return new AppError('request_too_large', 'The request body is too large.');
  const callersFault = thrown.statusCode !== undefined && thrown.statusCode < 500;
  return callersFault
    ? new AppError('bad_request', thrown.message)
    : new AppError('internal', 'Internal server error.');
}

function reasonOf(error: AppError): string | undefined {
  return error.cause instanceof Error ? error.cause.message : undefined;
}
