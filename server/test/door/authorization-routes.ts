import type { FastifyInstance } from 'fastify';

export interface Route {
  readonly method: string;
  /** As registered, with the slash at its end: `/api/v1/appointments/:id/`. */
  readonly path: string;
}

const NOBODYS_ID = 'f0000000-0000-4000-8000-000000000000';

/**
 * Every route that the router itself knows of, those that answer 405 included. It is read from the
 * tree that the router prints, and each is asked for again, so that a tree that comes out in
 * another shape one day is an error and not an empty list.
 */
export function routesOf(app: FastifyInstance): Route[] {
  const branch: string[] = [];
  const routes = app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .filter((row) => row.trim() !== '')
    .flatMap((row) => {
      const [, indent = '', part = '', methods = ''] =
        /^((?:[│ ] {3})*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(row) ?? [];
      if (part === '') throw new Error(`Unknown row of the route tree: ${row}`);
      branch.splice(indent.length / 4, Number.POSITIVE_INFINITY, part);
      const path = branch.join('');
      return methods === '' ? [] : methods.split(', ').map((method) => ({ method, path }));
    });
  return routes.map(({ method, path }) => ({ method, path: registered(app, method, path) }));
}

/** The path as it was registered: the tree leaves out the slash at its end and before a `*`. */
function registered(app: FastifyInstance, method: string, path: string): string {
  // The router finds no wildcard that is asked for by its own name.
  if (path.endsWith('*')) return path.replace(/\/?\*$/, '/*');
  const known = [path, `${path}/`].find((url) => app.hasRoute({ method: method as 'GET', url }));
  if (known === undefined) throw new Error(`The router prints ${method} ${path}, unknown to it.`);
  const isFile = /\.\w+$/.test(known);
  return known.endsWith('/') || isFile ? known : `${known}/`;
}

/** The routes behind a prefix that serve their method; what answers this caller 405 does not. */
export async function openRoutes(
  app: FastifyInstance,
  prefix: string,
  authorization: string,
): Promise<Route[]> {
  const routes = routesOf(app).filter(({ path }) => path.startsWith(prefix));
  const open: Route[] = [];
  for (const { method, path } of routes) {
    const answer = await app.inject({
      method: method as 'GET',
      url: path.replaceAll(/:\w+/g, NOBODYS_ID),
      headers: { authorization },
    });
    if (answer.statusCode !== 405) open.push({ method, path });
  }
  return open;
}
