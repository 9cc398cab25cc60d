import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ownerOf } from './support/appointment-writes.ts';
import { everythingStored } from './support/everything-stored.ts';
import { carOwners, nth } from './support/people.ts';
import { useWorld } from './support/world.ts';
import { type PreparedWrite, send, VERSION, type Write } from './support/write.ts';
import { CHANGES, WRITES } from './support/writes.ts';

const world = useWorld();

const CURRENT = `"${VERSION}"`;
const NEXT = `"${VERSION + 1}"`;
const CHANGED = 'It has been changed in the meantime. Please look at it again.';
const MALFORMED = 'If-Match must be * or entity tags such as "3".';

/** Where what a write changes can be read. */
const pathOf = ({ changes }: Write, { id }: PreparedWrite): string =>
  `/${changes === 'slot' ? 'time-slots' : 'appointments'}/${id}/`;

const ifMatch = (tags: string) => ({ 'if-match': tags });

describe('the ETag', () => {
  test.each(CHANGES)('is the version, before and after $operation', async (write) => {
    const request = await write.prepare(world);
    const path = pathOf(write, request);
    const before = await world.employee.get(path);
    expect([before.status, before.headers.etag]).toEqual([200, CURRENT]);
    const head = await world.employee.request({ method: 'HEAD', url: `/api/v1${path}` });
    expect(head.headers.etag).toBe(CURRENT);

    const answer = await send(world.admin, request);
    expect(answer.status).toBe(write.status);
    // What is gone has no version.
    expect(answer.headers.etag).toBe(write.status === 204 ? undefined : NEXT);
    const after = await world.employee.get(path);
    expect(after.headers.etag).toBe(write.status === 204 ? undefined : NEXT);
  });

  test.each([
    ['bookAppointment', '/appointments/'],
    ['createTimeSlot', '/time-slots/'],
  ])('%s begins with the first version', async (operation, collection) => {
    const write = WRITES.find((candidate) => candidate.operation === operation) as Write;
    const answer = await send(world.admin, await write.prepare(world));
    expect([answer.status, answer.headers.etag]).toEqual([201, '"1"']);
    const { id } = answer.body as { id: string };
    expect((await world.admin.get(`${collection}${id}/`)).headers.etag).toBe('"1"');
  });

  test('stands in the lists as a number', async () => {
    for (const write of CHANGES.filter(({ operation }) => operation.startsWith('edit'))) {
      const request = await write.prepare(world);
      await send(world.admin, request);
      const collection = write.changes === 'slot' ? 'time-slots' : 'appointments';
      const { body } = await world.admin.get<{ results: { id: string; version: number }[] }>(
        `/${collection}/?ordering=-${write.changes === 'slot' ? 'date' : 'scheduled_date'}`,
      );
      const listed = body.results.find(({ id }) => id === request.id);
      expect(listed?.version).toBe(VERSION + 1);
    }
  });

  test('a refused change leaves it as it is', async () => {
    const write = WRITES.find(({ operation }) => operation === 'confirmAppointment') as Write;
    const { id } = await write.prepare(world);
    expect((await world.employee.act(String(id), 'complete')).status).toBe(400);
    expect((await world.employee.get(`/appointments/${id}/`)).headers.etag).toBe(CURRENT);
  });
});

describe.each(CHANGES)('$operation with If-Match', (write) => {
  test.each([
    ['the current version', CURRENT],
    ['any version', '*'],
    ['any version, with blanks', ' * '],
    ['a list with the current one', `"7", ${CURRENT},"9"`],
    ['a list with a weak one besides', `W/${CURRENT}, ${CURRENT}`],
  ])('of %s happens', async (_what, tags) => {
    const answer = await send(world.admin, await write.prepare(world), ifMatch(tags));
    expect(answer.status).toBe(write.status);
  });

  test.each([
    ['the version before', '"1"'],
    ['a version to come', NEXT],
    ['the current one, but weak', `W/${CURRENT}`],
    ['the current one in other words', `"0${VERSION}"`],
    ['a list of others', '"1", "3", "x,2", ""'],
    ['a star in quotes', '"*"'],
  ])('of %s is refused and changes nothing', async (_what, tags) => {
    const request = await write.prepare(world);
    const before = await everythingStored(world);
    const answer = await send(world.admin, request, ifMatch(tags));
    expect([answer.status, answer.text]).toEqual([412, JSON.stringify({ detail: CHANGED })]);
    expect(answer.headers).not.toHaveProperty('etag');
    expect(await everythingStored(world)).toEqual(before);
  });

  test.each(['', '2', `${CURRENT} "3"`, '*, "2"', `w/${CURRENT}`, '"2', "'2'", `${CURRENT};`])(
    'that reads %j is refused and changes nothing',
    async (tags) => {
      const request = await write.prepare(world);
      const before = await everythingStored(world);
      const answer = await send(world.admin, request, ifMatch(tags));
      expect([answer.status, answer.text]).toEqual([400, JSON.stringify({ detail: MALFORMED })]);
      expect(await everythingStored(world)).toEqual(before);
    },
  );

  test('tells first what is not there or not allowed, then the version', async () => {
    const request = await write.prepare(world);
    const before = await everythingStored(world);
    const old = ifMatch('"1"');
    const path = request.path.replace(String(request.id), randomUUID());
    const missing = await send(world.admin, { ...request, path }, old);
    expect([missing.status, missing.body]).toEqual([404, { detail: 'Not found.' }]);
    expect((await send(world.withHeader(undefined), request, old)).status).toBe(401);
    const stranger = world.as(nth(carOwners(world.people), 1).person);
    const foreign = await send(stranger, request, old);
    expect(foreign.status).toBe(write.other === 'owner' ? 404 : 403);
    if (request.body !== undefined) {
      const wrong = Object.fromEntries(
        Object.keys(request.body).map((key) => [key, 'x'.repeat(10_001)]),
      );
      const invalid = await send(world.admin, { ...request, body: wrong }, old);
      expect([invalid.status, Object.keys(invalid.body as object)]).toEqual([
        400,
        expect.arrayContaining(Object.keys(wrong).slice(0, 1)),
      ]);
    }
    expect(await everythingStored(world)).toEqual(before);
  });
});

test('the version is told before what the rules forbid', async () => {
  const write = WRITES.find(({ operation }) => operation === 'completeAppointment') as Write;
  const { id } = await write.prepare(world);
  const again: PreparedWrite = { method: 'POST', path: `/appointments/${id}/confirm/` };
  expect((await send(world.admin, again, ifMatch('"1"'))).status).toBe(412);
  expect((await send(world.admin, again, ifMatch(CURRENT))).body).toEqual([
    'Cannot transition from in_progress to confirmed',
  ]);
});

test('callers of problem details get the code', async () => {
  const write = WRITES.find(({ operation }) => operation === 'editTimeSlot') as Write;
  const request = await write.prepare(world);
  const headers = { ...ifMatch('"1"'), accept: 'application/problem+json' };
  const answer = await send(world.admin, request, headers);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect([answer.status, answer.body]).toEqual([
    412,
    { type: 'about:blank', title: CHANGED, status: 412, code: 'precondition_failed' },
  ]);
});

test('what is created has nothing to match: the header is ignored if it can be read', async () => {
  for (const write of WRITES.filter(({ changes }) => changes === 'nothing')) {
    const request = await write.prepare(world);
    expect((await send(world.admin, request, ifMatch('"7"'))).status).toBe(201);
  }
});

test('a customer may use it as well', async () => {
  const write = WRITES.find(({ operation }) => operation === 'editAppointment') as Write;
  const customer = world.as(ownerOf(world).person);
  const request = await write.prepare(world);
  expect((await send(customer, request, ifMatch(CURRENT))).headers.etag).toBe(NEXT);
  expect((await send(customer, request, ifMatch(CURRENT))).status).toBe(412);
});
