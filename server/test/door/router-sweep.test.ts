import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { describe, expect, test } from 'vitest';
import { operations } from '../support/openapi.ts';
import { openWorld, useWorld } from '../support/world.ts';
import { MATRIX, PUBLIC_PATHS } from './authorization-matrix.ts';
import { authorizations } from './authorization-principals.ts';
import { openRoutes, type Route, routesOf } from './authorization-routes.ts';
import { linesOf } from './authorization-table.ts';

/**
 * No endpoint without a line in the authorization matrix, and no line without its endpoint: who
 * adds a route has to say who may use it.
 */
const world = useWorld();

const API = '/api/v1';

const DOCUMENT = JSON.parse(
  readFileSync(new URL('../../../openapi.json', import.meta.url), 'utf8'),
) as object;

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** What the matrix speaks of; HEAD goes with GET. */
function namedIn(matrix: string): Set<string> {
  return new Set(
    linesOf(matrix)
      .filter(({ path }) => path !== '/nowhere/')
      .flatMap(({ method, path }) => {
        const methods = method === 'GET' ? ['GET', 'HEAD'] : [method];
        return methods.map((each) => nameOf({ method: each, path: API + path }));
      }),
  );
}

async function sweep(app: FastifyInstance, matrix: string) {
  await app.ready();
  const { AD } = await authorizations();
  const served = (await openRoutes(app, API, AD ?? '')).map(nameOf);
  const named = namedIn(matrix);
  return {
    notInTheMatrix: served.filter((route) => !named.has(route)),
    notInTheRouter: [...named].filter((route) => !served.includes(route)),
  };
}

test('the matrix and the router name the same endpoints', async () => {
  expect(await sweep(world.app, MATRIX)).toEqual({ notInTheMatrix: [], notInTheRouter: [] });
});

test('beside the API there is what is meant for everybody, and nothing else', async () => {
  await world.app.ready();
  const beside = routesOf(world.app).filter(
    // Preflights are answered everywhere alike; see `cors.test.ts`.
    ({ path, method }) => !path.startsWith(API) && method !== 'OPTIONS',
  );
  expect([...new Set(beside.map(({ path }) => path))].sort()).toEqual([...PUBLIC_PATHS].sort());
  expect(beside.filter(({ method }) => !['GET', 'HEAD'].includes(method))).toEqual([]);
});

test('every operation of the API document is among the routes', async () => {
  await world.app.ready();
  const names = new Set(routesOf(world.app).map(nameOf));
  const documented = operations(DOCUMENT).map(({ method, path }) =>
    nameOf({ method, path: path.replaceAll(/\{(\w+)\}/g, ':$1') }),
  );
  expect(documented.length).toBeGreaterThan(25);
  expect(documented.filter((name) => !names.has(name))).toEqual([]);
});

describe('the sweep notices', () => {
  test.each<[string, 'GET' | 'POST', string]>([
    ['a route of a path of its own', 'GET', '/api/v1/backdoor/'],
    ['a route below one that is known', 'POST', '/api/v1/appointments/:id/approve/'],
    ['a route beside a known one of the same beginning', 'GET', '/api/v1/appointments_all/'],
    ['a route with a parameter of another name', 'GET', '/api/v1/time-slots/:id/bookings/:day/'],
  ])('%s', async (_what, method, url) => {
    const { world: throwAway, close } = await openWorld();
    try {
      throwAway.app.route({ method, url, handler: async () => ({}), exposeHeadRoute: false });
      const { notInTheMatrix, notInTheRouter } = await sweep(throwAway.app, MATRIX);
      expect(notInTheMatrix).toEqual([`${method} ${url}`]);
      expect(notInTheRouter).toEqual([]);
    } finally {
      await close();
    }
  });

  test('a line of the matrix that no route stands behind', async () => {
    const line = `GET /appointments/all/ | ${'200 '.repeat(9)}`;
    expect(await sweep(world.app, `${MATRIX}${line}`)).toEqual({
      notInTheMatrix: [],
      notInTheRouter: ['GET /api/v1/appointments/all/', 'HEAD /api/v1/appointments/all/'],
    });
  });

  test('a line that the matrix has lost', async () => {
    const lost = MATRIX.split('\n').filter((row) => !row.startsWith('DELETE /time-slots/'));
    expect(await sweep(world.app, lost.join('\n'))).toEqual({
      notInTheMatrix: ['DELETE /api/v1/time-slots/:id/'],
      notInTheRouter: [],
    });
  });
});
