import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where `npm run build` leaves the console, seen from the sources and from the build alike. */
export const CONSOLE_FOLDER = fileURLToPath(new URL('../../../console/dist/', import.meta.url));

/** Only what this origin serves is loaded, and nobody frames it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Names of these files change with their content. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Paths that are not the console's: there an unknown one is a JSON 404 whoever asks. */
const OTHERS = /^\/(api|health|docs)(\/|$)/;
const FILE = /\.[^/]*$/;

/**
 * Serves the console at `/` where it has been built. Its screens have addresses of their own, so a
 * browser that asks for a page gets the one page there is; everybody else gets a 404 as before.
 */
export function serveConsole(app: FastifyInstance, folder: string): void {
  if (!existsSync(join(folder, 'index.html'))) return;
  app.register(fastifyStatic, {
    root: folder,
    serve: false,
    cacheControl: false,
    // The build leaves a compressed copy beside each file.
    preCompressed: true,
    // Asked only for what was found: a 404 must not be kept.
    setHeaders(response, path) {
      const isHashed = path.includes(`${sep}assets${sep}`);
      response.setHeader('cache-control', isHashed ? FOR_EVER : 'no-cache');
      response.setHeader('content-security-policy', POLICY);
      response.setHeader('vary', 'Accept, Accept-Encoding, Origin');
    },
  });
  app.get('/icon.svg', { schema: { hide: true } }, async (_request, reply) => {
    return await reply.sendFile('icon.svg');
  });
  app.get<{ Params: { '*': string } }>(
    '/assets/*',
    { schema: { hide: true } },
    async (request, reply) => await reply.sendFile(`assets/${request.params['*']}`),
  );
}

/** Whether a request that found nothing is a browser's, for one of the console's screens. */
export function asksForPage(request: FastifyRequest): boolean {
  // As it came: a path with a double slash is routed to nowhere.
  const path = (request.originalUrl.split('?')[0] ?? '/').replace(/\/{2,}/g, '/');
  return (
    request.server.hasReplyDecorator('sendFile') &&
    (request.method === 'GET' || request.method === 'HEAD') &&
    (request.headers.accept?.includes('text/html') ?? false) &&
    !OTHERS.test(path) &&
    !FILE.test(path)
  );
}

/** Sends the one page that every screen is drawn on. */
export async function sendPage(
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return await reply.code(200).sendFile('index.html');
}
