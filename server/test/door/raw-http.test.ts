import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { processStore } from '../../src/platform/key-value-store.ts';
import { nth } from '../support/people.ts';
import { storedSlot } from '../support/slots.ts';
import { useWorld } from '../support/world.ts';
import { faultsOf, faultsOfRefusal } from './corpus/answer-oracle.ts';
import { fingerprint } from './corpus/case-rows.ts';
import {
  EITHER_ON_THE_WIRE,
  REFUSED_ON_THE_WIRE,
  SERVED_ON_THE_WIRE,
  type WireCase,
} from './corpus/wire-cases.ts';
import { PATH } from './corpus/wire-parts.ts';
import { type Exchange, exchange, type WireAnswer } from './raw-http-socket.ts';

const AT_A_TIME = 8;

const world = useWorld({ names: processStore() });

let port: number;
let token: string;
let smuggled: string;
let before: string;

beforeAll(async () => {
  await world.app.listen({ port: 0, host: '127.0.0.1' });
  port = (world.app.server.address() as AddressInfo).port;
  token = `Authorization: Bearer ${await world.platform.accessToken(nth(world.people.admins, 0).user_id)}\r\n`;
  const slot = await storedSlot(world, { date: '2030-12-16', from: '09:00', to: '10:00' });
  smuggled = `DELETE /api/v1/time-slots/${slot}/ HTTP/1.1\r\nHost: a\r\n${token}\r\n`;
  before = await fingerprint(world);
});

// Nothing here is a change, least of all what was hidden in the body of something else.
afterEach(async () => {
  expect(await fingerprint(world)).toBe(before);
  const { answers } = await exchange(port, bytesOf(`GET ${PATH} HTTP/1.1\r\nHOSTTOKEN\r\n`));
  expect(answers.map(({ status }) => status)).toEqual([200]);
});

function bytesOf(text: string): string {
  return text
    .replaceAll('HOST', 'Host: a\r\n')
    .replaceAll('TOKEN', token)
    .replaceAll('SMUGGLED', smuggled);
}

/** What is wrong with what came back, but for the bodies of refusals. */
function faultsOfExchange({ status, closes }: WireCase, { answers, closed, rest }: Exchange) {
  const statuses = answers.map((answer) => answer.status);
  const right = status.length === 0 ? statuses.length === 0 : statuses.length === 1;
  const known = statuses.every((one) => status.includes(one));
  return [
    ...(right && known ? [] : [`answers ${statuses.join()} instead of ${status.join(' or ')}`]),
    ...(closes && !closed ? ['the connection stays open'] : []),
    ...(rest === '' ? [] : [`half an answer: ${rest.slice(0, 80)}`]),
  ];
}

async function send(one: WireCase): Promise<Exchange> {
  return await exchange(port, bytesOf(one.bytes), {
    answers: one.closes ? 0 : 1,
    ...(one.halfClose === undefined ? {} : { halfClose: one.halfClose }),
  });
}

/** A refusal that comes before there is a request: it has a body all the same (contract 1.4). */
function faultsOfUnread({ status, headers, text }: WireAnswer): string[] {
  if (headers['content-type'] !== 'application/json')
    return [`content type ${headers['content-type']}`];
  return faultsOfRefusal(status, JSON.parse(text) as unknown);
}

/** Sends all, some at a time, and answers what is wrong, a line each. */
async function faultsOfAll(
  cases: readonly WireCase[],
  faultsOfOne: (one: WireCase, result: Exchange) => string[],
): Promise<string[]> {
  const faults: string[] = [];
  const waiting = [...cases];
  const work = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
      for (const fault of faultsOfOne(one, await send(one))) faults.push(`${one.what}: ${fault}`);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return faults;
}

describe('C11 what no server may read', () => {
  test('is refused, and the connection is closed', async () => {
    expect(await faultsOfAll(REFUSED_ON_THE_WIRE, faultsOfExchange)).toEqual([]);
  });

  test('is refused in a shape of the contract, like anything else', async () => {
    const faults = await faultsOfAll(REFUSED_ON_THE_WIRE, (_one, { answers }) =>
      answers.flatMap(faultsOfUnread),
    );
    expect(faults).toEqual([]);
  });
});

describe('C11 what is unusual and right, or at least harmless', () => {
  test('is answered like anything else', async () => {
    const cases = [...SERVED_ON_THE_WIRE, ...EITHER_ON_THE_WIRE];
    const faults = await faultsOfAll(cases, (one, result) => [
      ...faultsOfExchange(one, result),
      ...result.answers.flatMap((answer) =>
        one.halfClose === true ? faultsOfUnread(answer) : faultsOf({ method: 'GET', ...answer }),
      ),
    ]);
    expect(faults).toEqual([]);
  });

  test('a hundred requests sent at once are answered in their order', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `turn-${index}`);
    const bytes = ids.map((id) => `GET ${PATH} HTTP/1.1\r\nHOSTTOKENX-Request-Id: ${id}\r\n\r\n`);
    const { answers } = await exchange(port, bytesOf(bytes.join('')), { answers: 100 });
    expect(answers.map(({ headers }) => headers['x-request-id'])).toEqual(ids);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test('a refused body leaves the connection to the next request', async () => {
    const bad = 'POST /api/v1/time-slots/ HTTP/1.1\r\nHOSTTOKENContent-Length: 2\r\n\r\n{]';
    const good = `GET ${PATH} HTTP/1.1\r\nHOSTTOKEN\r\n`;
    const { answers } = await exchange(port, bytesOf(bad + good), { answers: 2 });
    expect(answers.map(({ status }) => status)).toEqual([415, 200]);
  });

  test.each([PATH, '/api/v1/time-slots/bulk_create/', '/nowhere/', '/api/v1/appointments'])(
    'an answer to HEAD of %s has no body',
    async (path) => {
      const bytes = `HEAD ${path} HTTP/1.1\r\nHOSTTOKEN\r\nGET ${PATH} HTTP/1.1\r\nHOSTTOKENConnection: close\r\n\r\n`;
      const { answers, rest } = await exchange(port, bytesOf(bytes), {
        answers: 0,
        method: 'HEAD',
      });
      expect(answers).toHaveLength(2);
      // The second answer is parsed like the first: its body is what is left.
      expect(JSON.parse(rest)).toMatchObject({ total_appointments: 0 });
    },
  );
});
