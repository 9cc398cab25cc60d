import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor, Role } from '../platform/actor.ts';
import { AppError, permissionDenied } from '../platform/app-error.ts';
import type { Authenticate } from './authenticate.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Roles that may use the route; every route behind the guard names them. */
    allow?: readonly Role[];
    /** Set on the routes that answer 405: the methods that their path serves. */
    served?: string;
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** The order in which `Allow` names methods (contract 1.4). */
const ALLOW_ORDER = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

export const EVERYONE: readonly Role[] = ['customer', 'employee', 'admin'];
export const STAFF: readonly Role[] = ['employee', 'admin'];

/**
 * Checks every request to the routes registered after it, in the order of contract 1.2: token
 * (401), role (403), method (405). A route that names no roles is refused at start.
 */
export function guard(app: FastifyInstance, authenticate: Authenticate): { closeMethods(): void } {
  const served = new Map<string, { methods: Set<string>; allow: Set<Role> }>();

  app.decorateRequest('actor', null);
  app.addHook('onRoute', (route) => {
    const allow = route.config?.allow;
    if (allow === undefined) throw new Error(`${route.method} ${route.url} names no roles`);
    // The path as the room wrote it: the prefix is added again when the path is closed below.
    const url = route.routePath;
    const path = served.get(url) ?? { methods: new Set(['OPTIONS']), allow: new Set() };
    for (const method of [route.method].flat()) path.methods.add(method);
    for (const role of allow) path.allow.add(role);
    served.set(url, path);
  });
  app.addHook('onRequest', async (request) => {
    const actor = await authenticate(request.headers.authorization);
    request.setDecorator('actor', actor);
    const { allow = [], served } = request.routeOptions.config;
    if (!allow.includes(actor.role)) throw permissionDenied();
    if (served !== undefined)
      throw new AppError('method_not_allowed', `Method "${request.method}" not allowed.`, {
        allow: served,
      });
  });

  return {
    closeMethods() {
      for (const [url, { methods, allow }] of [...served]) {
        const missing = METHODS.filter((method) => !methods.has(method));
        if (missing.length === 0) continue;
        app.route({
          method: missing,
          url,
          config: {
            allow: [...allow],
            served: ALLOW_ORDER.filter((method) => methods.has(method)).join(', '),
          },
          handler: () => undefined,
        });
      }
    },
  };
}

/** Who is asking; only behind the guard. */
export function actorOf(request: FastifyRequest): Actor {
  return request.getDecorator<Actor>('actor');
}
