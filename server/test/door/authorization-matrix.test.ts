import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useWorld } from '../support/world.ts';
import { MATRIX } from './authorization-matrix.ts';
import { authorizations, OWNER, STAFF, STRANGER } from './authorization-principals.ts';
import { requestOf, statusBefore } from './authorization-requests.ts';
import { CANARY, type Subject, subjectOf } from './authorization-subjects.ts';
import {
  type Expected,
  KINDS,
  type Kind,
  type Line,
  linesOf,
  PRINCIPALS,
  type Principal,
} from './authorization-table.ts';
import { openTraces } from './authorization-traces.ts';

const world = useWorld();

const LINES = linesOf(MATRIX);

const REFUSALS: Readonly<Record<number, readonly string[]>> = {
  401: ['{"detail":"Authentication credentials were not provided."}', '{"detail":"Invalid token"}'],
  403: ['{"detail":"You do not have permission to perform this action."}'],
  404: ['{"detail":"Not found."}'],
};

let headers: Record<Principal, string | undefined>;
let traces: Awaited<ReturnType<typeof openTraces>>;
beforeAll(async () => {
  headers = await authorizations();
  traces = await openTraces(world.databaseUrl);
});
afterAll(() => traces.close());

async function ask(
  principal: Principal,
  line: Line,
  subject: Subject,
  method = line.method,
): Promise<LightMyRequestResponse> {
  const { url, payload } = requestOf(line, subject);
  const authorization = headers[principal];
  return await world.app.inject({
    method: method as 'GET',
    url,
    headers: authorization === undefined ? {} : { authorization },
    ...(payload === undefined ? {} : { payload }),
  });
}

/** All of an answer that does not differ between any two answers. */
function bytesOf({ statusCode, headers, payload }: LightMyRequestResponse) {
  const { date: _date, 'x-request-id': _id, ...lasting } = headers;
  return { statusCode, headers: lasting, payload };
}

/** What everybody but staff may have been told that they must not know. */
function leaksIn(principal: Principal, answer: LightMyRequestResponse, subject: Subject): string[] {
  if (STAFF.includes(principal)) return [];
  const others = principal === 'CO' ? STRANGER : OWNER;
  const forbidden = [CANARY, others.person.user_id, others.car.vehicle_id, others.car.plate_number];
  if (principal !== 'CO') forbidden.push(subject.appointment);
  const told = answer.payload + JSON.stringify(answer.headers);
  return forbidden.filter((secret) => told.includes(secret));
}

async function expectCell(
  principal: Principal,
  line: Line,
  kind: Kind,
  { status, shows }: Expected,
): Promise<{ subject: Subject; answer: LightMyRequestResponse }> {
  const subject = await subjectOf(world, line, kind, statusBefore(line));
  const before = await traces.look();

  const answer = await ask(principal, line, subject);

  expect([kind, answer.statusCode], answer.payload).toEqual([kind, status]);
  const isSignIn = line.path.startsWith('/auth/');
  // Who is refused, and who only reads, leaves nothing behind; who writes does.
  const isQuestion = line.method === 'GET' || line.path === '/time-slots/preview/';
  const writes = status < 300 && !isQuestion && !isSignIn;
  if (writes) expect(await traces.look()).not.toEqual(before);
  else expect(await traces.look()).toEqual(before);
  if (shows !== undefined)
    expect(answer.payload.includes(requestOf(line, subject).marker), answer.payload).toBe(shows);
  if (!isSignIn) {
    expect(leaksIn(principal, answer, subject)).toEqual([]);
    if (status in REFUSALS) expect(REFUSALS[status]).toContain(answer.payload);
  }
  expect(answer.headers['www-authenticate']).toBe(
    status === 401 ? 'Bearer realm="api"' : undefined,
  );
  return { subject, answer };
}

describe.each(LINES)('$name', (line) => {
  test.each(PRINCIPALS)('%s', async (principal) => {
    const refusals = [];
    for (const kind of KINDS) {
      const cell = line.cells[principal][kind];
      const { subject, answer } = await expectCell(principal, line, kind, cell);
      if (cell.status === 404) refusals.push(bytesOf(answer));
      if (line.method === 'GET') {
        const head = await ask(principal, line, subject, 'HEAD');
        expect(head.statusCode).toBe(cell.status);
      }
    }
    // No difference tells a row that is somebody else's from one that is not there.
    for (const refusal of refusals) expect(refusal).toEqual(refusals[0]);
  });
});

test('the matrix has a cell for every principal and every kind of row', () => {
  const cells = LINES.flatMap((line) =>
    PRINCIPALS.flatMap((principal) => KINDS.map((kind) => line.cells[principal][kind].status)),
  );
  expect(cells).toHaveLength(LINES.length * PRINCIPALS.length * KINDS.length);
  expect(new Set(LINES.map(({ name }) => name)).size).toBe(LINES.length);
  expect(cells.length).toBeGreaterThanOrEqual(720);
});

test('staff do see the canary, so that a customer would if the service let it through', async () => {
  const line = LINES.find(({ name }) => name === 'GET /appointments/:id/');
  if (line === undefined) throw new Error('Nobody reads an appointment.');
  const subject = await subjectOf(world, line, 'existing', 'pending');
  for (const principal of STAFF)
    expect((await ask(principal, line, subject)).payload).toContain(CANARY);
});

test.each(['GET / | 200', 'GET / 200', `GET / |${' 200'.repeat(8)} 20`])(
  'a matrix with the line "%s" is refused',
  (row) => {
    expect(() => linesOf(`${PRINCIPALS.join(' ')}\n${row}`)).toThrow();
  },
);
