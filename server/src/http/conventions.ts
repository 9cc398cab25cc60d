import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { AppError, type PlatformErrorCode } from '../platform/app-error.ts';
import { splitUrl } from './urls.ts';

export const SECURITY_HEADERS = {
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** As the callers know it; JSON is UTF-8 anyway. */
const JSON_TYPE = 'application/json';

/** The paths of the API end in a slash; files of the reference page do not. */
const API_PATH = /^\/(api|health)\b/;

/** The caller's `X-Request-Id` when it is harmless, else a new one. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}

/** What holds for every request: known host, headers on every answer. */
export function keepConventions(app: FastifyInstance, allowedHosts: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...SECURITY_HEADERS, 'x-request-id': request.id });
    if (request.raw.httpVersion !== '1.0' && hostLines(request.raw) !== 1)
      throw new AppError<PlatformErrorCode>('bad_request', 'A request needs one Host header.');
    if (!isAllowed(request.hostname, allowedHosts))
      throw new AppError<PlatformErrorCode>('bad_request', 'This host is not served here.');
  });
  app.addHook('onSend', async (_request, reply) => {
    if (reply.getHeader('content-type') === `${JSON_TYPE}; charset=utf-8`) reply.type(JSON_TYPE);
  });
}

/** Sends reads without a slash at the end to the path that has it, the query kept (contract 1.1). */
export function redirectToSlash(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { path, query } = splitUrl(request.originalUrl);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    // A redirected POST would lose its body, so only reads are sent to the path with the slash.
    if (reads && API_PATH.test(path) && !request.is404 && !path.endsWith('/'))
      await reply.redirect(`${path}/${query === undefined ? '' : `?${query}`}`, 301);
  });
}

// Of several, this service and whoever stands before it may look at another (RFC 9112, 3.2).
function hostLines({ rawHeaders }: IncomingMessage): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && /^host$/i.test(name)).length;
}

function isAllowed(host: string, allowed: readonly string[]): boolean {
  const name = host.toLowerCase();
  return allowed.some((pattern) => {
    const wanted = pattern.toLowerCase();
    if (wanted === '*' || wanted === name) return true;
    return wanted.startsWith('.') && (name.endsWith(wanted) || name === wanted.slice(1));
  });
}
