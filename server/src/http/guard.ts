import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor, Role } from '../platform/actor.ts';
import { AppError, type PlatformErrorCode, permissionDenied } from '../platform/app-error.ts';
import { type Authenticate, badHeader } from './authenticate.ts';
import { countStranger, countUser, type RateLimits } from './rate-limits.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Roles that may use the route; every route behind the guard names them. */
    allow?: readonly Role[];
    /** Set on the routes that answer 405. */
    closed?: boolean;
  }
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** The order in which `Allow` names methods (contract 1.4). */
const ALLOW_ORDER = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

export const EVERYONE: readonly Role[] = ['customer', 'employee', 'admin'];
export const STAFF: readonly Role[] = ['employee', 'admin'];

/**
 * Checks every request to the routes registered after it, in the order of contract 1.2: token
 * (401), role (403), method (405); the limit of requests (429) comes after the token. A route that
 * names no roles is refused at start.
 */
export function guard(
  app: FastifyInstance,
  authenticate: Authenticate,
  limits: RateLimits | undefined,
): { closeMethods(): void } {
  const served = new Map<string, ServedPath>();

  app.decorateRequest('actor', null);
  app.addHook('onRoute', (route) => {
    const allow = route.config?.allow;
    if (allow === undefined) throw new Error(`${route.method} ${route.url} names no roles`);
    const path = served.get(route.url) ?? {
      pattern: route.routePath,
      methods: new Set(['OPTIONS']),
      allow: new Set<Role>(),
    };
    for (const method of [route.method].flat()) path.methods.add(method);
    for (const role of allow) path.allow.add(role);
    served.set(route.url, path);
  });
  app.addHook('onRequest', async (request, reply) => {
    const { url = '', config } = request.routeOptions;
    const methods = served.get(url)?.methods ?? new Set();
    const allowed = ALLOW_ORDER.filter((method) => methods.has(method)).join(', ');
    reply.header('allow', allowed);
    const actor = await identify(request, authenticate).catch(async (error: unknown) => {
      if (isForged(error)) await countStranger(limits, request, reply);
      throw error;
    });
    request.setDecorator('actor', actor);
    await countUser(limits, actor, reply);
    if (!config.allow?.includes(actor.role)) throw permissionDenied();
    if (config.closed) throw methodNotAllowed(request.method);
  });

  return {
    closeMethods() {
      for (const { pattern, methods, allow } of [...served.values()]) {
        const missing = METHODS.filter((method) => !methods.has(method));
        if (missing.length > 0)
          app.route({
            method: missing,
            url: pattern,
            exposeHeadRoute: false,
            prefixTrailingSlash: 'slash',
            schema: { hide: true },
            config: { allow: [...allow], closed: true },
            handler: () => undefined,
          });
        for (const method of missing) methods.delete(method);
      }
    },
  };
}

interface ServedPath {
  /** The path as the room wrote it; the framework adds the prefix again. */
  readonly pattern: string;
  readonly methods: Set<string>;
  readonly allow: Set<Role>;
}

// A browser without a token, or whose service of keys is away, is no stranger at the door.
function isForged(error: unknown): boolean {
  return (
    error instanceof AppError && ['invalid_token', 'bad_authorization_header'].includes(error.code)
  );
}

// Of several headers Node shows the first; whoever stands before this service may have looked at
// another.
async function identify(request: FastifyRequest, authenticate: Authenticate): Promise<Actor> {
  const names = request.raw.rawHeaders.filter((_, index) => index % 2 === 0);
  if (names.filter((name) => name.toLowerCase() === 'authorization').length > 1) throw badHeader();
  return await authenticate(request.headers.authorization);
}

function methodNotAllowed(method: string): AppError<PlatformErrorCode> {
  return new AppError('method_not_allowed', `Method "${method}" not allowed.`);
}

/** Who is asking; only behind the guard. */
export function actorOf(request: FastifyRequest): Actor {
  return request.getDecorator<Actor>('actor');
}
