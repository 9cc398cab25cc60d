import { beforeAll, describe, expect, test } from 'vitest';
import { useWorld } from '../support/world.ts';
import { MATRIX } from './authorization-matrix.ts';
import { authorizations } from './authorization-principals.ts';
import { KINDS, type Line, linesOf, PRINCIPALS, type Principal } from './authorization-table.ts';

/**
 * The methods that a path of the matrix has no line for. Who has no role is told so before the
 * method counts (contract 1.2), and so is a role that no method of the path lets in; all others
 * hear 405, and `Allow` names the methods that there are.
 */
const world = useWorld();

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** The order in which the predecessor names them. */
const ALLOW_ORDER = [...METHODS, 'HEAD', 'OPTIONS'];
const NOBODYS_ID = 'f0000000-0000-4000-8000-000000000000';

/** Before these nobody stands who would know of methods. */
const OPEN = /^\/(nowhere|auth|workshop)\//;

const LINES = linesOf(MATRIX).filter(({ path }) => !OPEN.test(path));
const PATHS = [...new Set(LINES.map(({ path }) => path))].map((path) => {
  const lines = LINES.filter((line) => line.path === path);
  const open = new Set(lines.map(({ method }) => method));
  return { path, lines, open, closed: METHODS.filter((method) => !open.has(method)) };
});

let headers: Record<Principal, string | undefined>;
beforeAll(async () => {
  headers = await authorizations();
});

function isRefusedEverything(lines: readonly Line[], principal: Principal): boolean {
  return lines.every((line) => KINDS.every((kind) => line.cells[principal][kind].status === 403));
}

function expectedStatus(lines: readonly Line[], principal: Principal): number {
  if (principal === 'AN' || principal === 'BT') return 401;
  return isRefusedEverything(lines, principal) ? 403 : 405;
}

function allowOf(open: ReadonlySet<string>): string {
  const named = new Set([...open, 'OPTIONS', ...(open.has('GET') ? ['HEAD'] : [])]);
  return ALLOW_ORDER.filter((method) => named.has(method)).join(', ');
}

describe.each(PATHS)('$path', ({ path, lines, open, closed }) => {
  test.each(PRINCIPALS)('%s', async (principal) => {
    const authorization = headers[principal];
    const status = expectedStatus(lines, principal);
    for (const method of [...closed, ...(open.has('GET') ? [] : ['HEAD' as const])]) {
      const answer = await world.app.inject({
        method,
        url: `/api/v1${path.replace(':id', NOBODYS_ID)}`,
        headers: authorization === undefined ? {} : { authorization },
        // A wrong body of an unknown type: nothing of it may count before the method.
        ...(method === 'GET' || method === 'HEAD' ? {} : { payload: 'x' }),
      });
      expect([method, answer.statusCode], answer.payload).toEqual([method, status]);
      if (status !== 405) continue;
      if (method !== 'HEAD')
        expect(answer.json()).toEqual({ detail: `Method "${method}" not allowed.` });
      expect(answer.headers.allow).toBe(allowOf(open));
    }
  });
});

test('nearly every path has closed methods, and all of them are asked for', () => {
  const requests = PATHS.flatMap(({ closed }) => closed).length * PRINCIPALS.length;
  expect(PATHS.length).toBeGreaterThan(20);
  expect(requests).toBeGreaterThan(600);
});
