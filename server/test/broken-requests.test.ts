import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { carOwners, nth } from './support/people.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const DAY = '2026-12-01';
let port: number;
beforeAll(async () => {
  await world.app.listen({ host: '127.0.0.1', port: 0 });
  port = (world.app.server.address() as AddressInfo).port;
});

/** For this test the ten and fifteen seconds are fewer; the service looks each second. */
function beImpatient(): void {
  const { server } = world.app;
  const { headersTimeout, requestTimeout } = server;
  Object.assign(server, { headersTimeout: 500, requestTimeout: 1_000 });
  onTestFinished(() => void Object.assign(server, { headersTimeout, requestTimeout }));
}

const NO_HTTP: readonly (readonly [name: string, sent: string])[] = [
  ['words', 'Good morning!\r\n\r\n'],
  ['the beginning of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['a method that does not exist', 'BOOK / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['a version that does not exist', 'GET /health/ HTTP/7.1\r\nHost: localhost\r\n\r\n'],
  ['a line that is no header', 'GET /health/ HTTP/1.1\r\nHost: localhost\r\nnonsense\r\n\r\n'],
  ['a blank in a header name', 'GET /health/ HTTP/1.1\r\nHo st: localhost\r\n\r\n'],
  ['a zero in a header', 'GET /health/ HTTP/1.1\r\nHost: local\0host\r\n\r\n'],
  ['a length that is no number', 'POST / HTTP/1.1\r\nHost: l\r\nContent-Length: much\r\n\r\n'],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: l\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}'],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nHost: l\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  [
    'a chunk without a size',
    'POST /api/v1/auth/login/ HTTP/1.1\r\nHost: l\r\nTransfer-Encoding: chunked\r\n\r\nmuch\r\n{}\r\n',
  ],
];

test.each(NO_HTTP)('%s instead of a request: 400 as JSON, and no more', async (_name, sent) => {
  const caller = callIn(sent);

  await caller.gone();

  expectAnswer(caller.heard(), 400, 'This is not a request that HTTP knows.');
});

test('a head that is too large: 431 as JSON', async () => {
  const caller = callIn(
    `GET /health/ HTTP/1.1\r\nHost: l\r\nX-Much: ${'m'.repeat(20_000)}\r\n\r\n`,
  );

  await caller.gone();

  expectAnswer(caller.heard(), 431, 'The request headers are too large.');
});

test('a head that does not end: 408 as JSON', async () => {
  beImpatient();
  const caller = callIn('GET /health/ HTTP/1.1\r\nHost: l\r\nX-Slow: ');

  await caller.gone();

  expectAnswer(caller.heard(), 408, 'The request took too long to arrive.');
});

test('a caller that says nothing at all: 408 as JSON', async () => {
  beImpatient();
  const caller = callIn('');

  await caller.gone();

  expectAnswer(caller.heard(), 408, 'The request took too long to arrive.');
});

test('a booking that is complete only after the 408 is not made', async () => {
  beImpatient();
  const owner = nth(carOwners(world.people), 0);
  const token = await world.platform.accessToken(owner.person.user_id);
  const body = JSON.stringify({
    customer_id: owner.person.user_id,
    vehicle_id: owner.car.vehicle_id,
    appointment_type: 'maintenance',
    scheduled_date: DAY,
    scheduled_time: '10:00',
    duration_minutes: 60,
  });
  const head = [
    'POST /api/v1/appointments/ HTTP/1.1',
    'Host: localhost',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ].join('\r\n');
  const caller = callIn(`${head}\r\n\r\n${body.slice(0, -1)}`);
  await eventually(() => expect(caller.heard()).toContain('408'));

  caller.say(body.slice(-1));

  await caller.gone();
  expectAnswer(caller.heard(), 408, 'The request took too long to arrive.');
  const rows = await world.db.selectFrom('appointments').select('id').execute();
  expect(rows).toEqual([]);
});

test('who asks a hundred times without waiting is served each time, in order', async () => {
  const asked = Array.from(
    { length: 100 },
    (_, index) => `GET /health/ HTTP/1.1\r\nHost: l\r\nX-Request-Id: number-${index}\r\n\r\n`,
  );
  const caller = callIn(asked.join(''));

  await eventually(() => expect(caller.heard().split('HTTP/1.1 ').length).toBe(101));

  const answers = caller.heard().split('HTTP/1.1 ').slice(1);
  expect(answers.map((text) => /^x-request-id: number-(\d+)/m.exec(text)?.[1])).toEqual(
    asked.map((_, index) => String(index)),
  );
  expect(answers.map((text) => text.slice(0, 3))).toEqual(asked.map(() => '200'));
});

/** Somebody who says this, and never hangs up by himself. */
function callIn(words: string) {
  let heard = '';
  let gone = false;
  const socket: Socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  socket.on('data', (bytes) => {
    heard += bytes.toString('latin1');
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    gone = true;
  });
  socket.write(words, 'latin1');
  return {
    heard: () => heard,
    say: (more: string) => void socket.write(more),
    /** Waits until the service has left the line; half closed it would swallow whatever comes. */
    async gone(): Promise<void> {
      await eventually(() => expect(heard).not.toBe(''));
      const asking = setInterval(() => void socket.write('?'), 50);
      try {
        await eventually(() => expect(gone, 'the service has hung up').toBe(true));
      } finally {
        clearInterval(asking);
      }
    },
  };
}

function expectAnswer(heard: string, status: number, detail: string): void {
  const [head = '', body = '', ...more] = heard.split('\r\n\r\n');
  const [line, ...lines] = head.split('\r\n');
  expect(line).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(more).toEqual([]);
  const headers = new Map(lines.map((text) => text.toLowerCase().split(': ') as [string, string]));
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'application/json',
    'content-length': String(body.length),
    connection: 'close',
    'x-content-type-options': 'nosniff',
  });
  expect(JSON.parse(body)).toEqual({ detail });
}
