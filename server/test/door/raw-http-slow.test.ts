import { type AddressInfo, connect } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { processStore } from '../../src/platform/key-value-store.ts';
import { nth } from '../support/people.ts';
import { useWorld } from '../support/world.ts';
import { faultsOfRefusal } from './corpus/answer-oracle.ts';
import { LINE, PATH } from './corpus/wire-parts.ts';
import { exchange, parsed } from './raw-http-socket.ts';

const world = useWorld({ names: processStore() });

/** The service gives a request 15 s and looks every now and then; what is still open then, hangs. */
const CUT_MS = 45_000;
const TRICKLE_MS = 250;

let port: number;
let known: string;

beforeAll(async () => {
  await world.app.listen({ port: 0, host: '127.0.0.1' });
  port = (world.app.server.address() as AddressInfo).port;
  const token = await world.platform.accessToken(nth(world.people.admins, 0).user_id);
  known = `Host: a${LINE}Authorization: Bearer ${token}${LINE}`;
});

interface Slow {
  readonly what: string;
  /** Sent at once. */
  readonly first: () => string;
  /** Sent again and again, a bit at a time. */
  readonly drip: string;
}

const post = (headers: string): string =>
  `POST /api/v1/time-slots/ HTTP/1.1${LINE}${known}Content-Type: application/json${LINE}${headers}${LINE}`;

const SLOW: readonly Slow[] = [
  { what: 'nothing at all', first: () => '', drip: '' },
  { what: 'half a first line', first: () => 'GET /api', drip: '' },
  { what: 'a first line, letter by letter', first: () => 'GET /', drip: 'a' },
  {
    what: 'headers, letter by letter',
    first: () => `GET ${PATH} HTTP/1.1${LINE}${known}X-A: `,
    drip: 'a',
  },
  {
    what: 'one small header after the other',
    first: () => `GET ${PATH} HTTP/1.1${LINE}${known}`,
    drip: `a: b${LINE}`,
  },
  {
    what: 'a body that never comes',
    first: () => post(`Content-Length: 2${LINE}`),
    drip: '',
  },
  {
    what: 'a body, byte by byte',
    first: () => post(`Content-Length: 9000${LINE}`),
    drip: ' ',
  },
  {
    what: 'a body, chunk by chunk',
    first: () => post(`Transfer-Encoding: chunked${LINE}`),
    drip: `1${LINE} ${LINE}`,
  },
  {
    what: 'a chunk that is never filled',
    first: () => `${post(`Transfer-Encoding: chunked${LINE}`)}ff${LINE}{`,
    drip: '',
  },
];

/** Trickles until the server closes the connection; answers what it said, or that it is still open. */
async function trickle({ first, drip }: Slow): Promise<{ closed: boolean; text: string }> {
  const socket = connect({ port, host: '127.0.0.1' });
  const received: Buffer[] = [];
  const timer = setInterval(() => void (drip !== '' && socket.write(drip)), TRICKLE_MS);
  try {
    return await new Promise((resolve) => {
      const end = (closed: boolean) => () =>
        resolve({ closed, text: Buffer.concat(received).toString('latin1') });
      setTimeout(end(false), CUT_MS).unref();
      socket.on('data', (chunk) => received.push(chunk));
      // Writing into a connection that was just cut is what a slow client does.
      socket.on('error', () => undefined);
      socket.on('close', end(true));
      socket.write(first());
    });
  } finally {
    clearInterval(timer);
    socket.destroy();
  }
}

test('C10 whoever sends slowly is cut, while others are served', async () => {
  const cut = Promise.all(SLOW.map(async (slow) => ({ slow, ...(await trickle(slow)) })));
  const honest = await exchange(port, `GET ${PATH} HTTP/1.1${LINE}${known}${LINE}`);
  expect(honest.answers.map(({ status }) => status)).toEqual([200]);

  const faults = (await cut).flatMap(({ slow, closed, text }) => {
    const { answers } = parsed(Buffer.from(text, 'latin1'));
    const problems = [
      ...(closed ? [] : [`still open after ${CUT_MS} ms`]),
      ...(answers.every(({ status }) => status === 408 || status === 400) ? [] : ['not refused']),
      ...answers.flatMap(({ status, text: body }) => faultsOfRefusal(status, JSON.parse(body))),
      ...(answers.length !== 1 ? [`${answers.length} answers`] : []),
    ];
    return problems.map((problem) => `${slow.what}: ${problem} [${text.slice(0, 200)}]`);
  });
  expect(faults).toEqual([]);
});
