import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

// A programme of its own, so that no test's clock is disturbed: it opens connections of each kind,
// waits, and prints what became of them.

// Readers first: what the kernel takes for them comes before their wait.
const KINDS = ['readers', 'silent', 'headers', 'bodies'] as const;

/** Those who never send, send a head or a body a byte a second, or read so. */
export type Kind = (typeof KINDS)[number];

/** What became of the connections of one kind. */
export interface Fate {
  readonly opened: number;
  readonly closed: number;
  /**
   * Seconds from a connection's opening to its end, of the first and the last to end. Readers cannot
   * tell when that was: they ask in the end whether anybody is still there.
   */
  readonly firstAfter: number;
  readonly lastAfter: number;
  /** How many were told what, such as `408`. */
  readonly told: Readonly<Record<string, number>>;
}

interface Caller {
  readonly socket: Socket;
  readonly begun: number;
  endedAfter?: number;
  told: string;
}

const BYTE_EVERY_MS = 1_000;
/** Connections opened together; a reader makes the service write megabytes at once. */
const AT_ONCE: Readonly<Record<Kind, number>> = { readers: 1, silent: 20, headers: 20, bodies: 20 };
const BREATH_MS = 50;
/** Where it stands in an answer. */
const [STATUS_AT, STATUS_LENGTH] = ['HTTP/1.1 '.length, '408'.length];
/** For one who is still there, too short to give up what the last byte begins. */
const NOTICED_SECONDS = 8;
/** Four of these fill what the kernel buffers for one connection. */
const LARGE_ANSWERS = 4;
const LARGE_PATH = '/docs/static/swagger-ui-bundle.js';

console.log(JSON.stringify(await attack()));

async function attack(): Promise<Record<Kind, Fate>> {
  const option = { type: 'string', default: '0' } as const;
  const { values } = parseArgs({
    options: {
      ...{ port: option, token: option, least: option, most: option },
      ...{ readers: option, silent: option, headers: option, bodies: option },
    },
  });
  const callers = { readers: [], silent: [], headers: [], bodies: [] } as Record<Kind, Caller[]>;
  for (const kind of KINDS)
    while (callers[kind].length < Number(values[kind])) {
      callers[kind].push(call(kind, Number(values.port), values.token));
      if (callers[kind].length % AT_ONCE[kind] === 0) await breath(Number(values.port));
    }
  const all = Object.values(callers).flat();
  const opened = performance.now();
  const since = (moment: number): number => (performance.now() - moment) / 1_000;
  while (since(opened) < Number(values.least) && all.some(isOpen)) await sleep(100);
  const others = [callers.silent, callers.headers, callers.bodies].flat();
  const isUnsettled = (): boolean =>
    others.some(isOpen) || callers.readers.some(({ told }) => told.length < STATUS_LENGTH);
  while (since(opened) < Number(values.most) && isUnsettled()) await sleep(100);
  // Only writing shows a reader that nobody is there any more.
  for (const { socket } of callers.readers) socket.write('G');
  const asked = performance.now();
  while (since(asked) < NOTICED_SECONDS && callers.readers.some(isOpen)) await sleep(100);
  const fates = KINDS.map((kind) => [kind, fateOf(callers[kind])]);
  for (const { socket } of all) socket.destroy();
  return Object.fromEntries(fates);
}

// The system drops what a busy service does not accept in time. It accepts in the order of arrival:
// when this newcomer has its answer, all before it have been let in.
async function breath(port: number): Promise<void> {
  await sleep(BREATH_MS);
  const url = `http://127.0.0.1:${port}/health/`;
  await (await fetch(url, { headers: { connection: 'close' } })).arrayBuffer();
}

function call(kind: Kind, port: number, token: string): Caller {
  let heard = '';
  const listen = (bytes: Uint8Array): void => {
    if (heard.length < STATUS_AT + STATUS_LENGTH) heard += Buffer.from(bytes).toString('latin1');
  };
  const onread = {
    // A byte at a time, from the kernel.
    buffer: Buffer.alloc(1),
    callback: (_size: number, bytes: Uint8Array) => {
      listen(bytes);
      return false;
    },
  };
  // Whoever means it does not hang up only because the other side does.
  const connection = { port, host: '127.0.0.1', allowHalfOpen: true };
  const socket = connect(kind === 'readers' ? { ...connection, onread } : connection);
  const caller: Caller = {
    socket,
    begun: performance.now(),
    get told() {
      return heard.slice(STATUS_AT, STATUS_AT + STATUS_LENGTH);
    },
  };
  let hungUp = false;
  socket.on('data', listen);
  socket.on('end', () => {
    hungUp = true;
  });
  socket.on('error', () => socket.destroy());
  socket.write(beginning(kind, token));
  const timer = setInterval(() => {
    if (kind === 'readers') socket.resume();
    // Those who say nothing ask only whether the other side has really gone.
    else if (kind !== 'silent' || hungUp) socket.write('a');
  }, BYTE_EVERY_MS);
  socket.on('close', () => {
    caller.endedAfter = performance.now() - caller.begun;
    clearInterval(timer);
  });
  return caller;
}

function beginning(kind: Kind, token: string): string {
  const head = `Host: localhost\r\nAuthorization: Bearer ${token}\r\n`;
  switch (kind) {
    case 'silent':
      return '';
    case 'headers':
      return `GET /api/v1/appointments/ HTTP/1.1\r\n${head}X-Slow: `;
    case 'bodies':
      return `POST /api/v1/appointments/ HTTP/1.1\r\n${head}Content-Length: 9999\r\n\r\n{"a":"`;
    case 'readers':
      return `GET ${LARGE_PATH} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(LARGE_ANSWERS);
  }
}

function isOpen({ endedAfter }: Caller): boolean {
  return endedAfter === undefined;
}

function fateOf(callers: readonly Caller[]): Fate {
  const after = callers.flatMap(({ endedAfter }) => (endedAfter === undefined ? [] : [endedAfter]));
  const told: Record<string, number> = {};
  for (const caller of callers) told[caller.told] = (told[caller.told] ?? 0) + 1;
  const seconds = (milliseconds: number): number => Math.round(milliseconds / 100) / 10;
  return {
    opened: callers.length,
    closed: after.length,
    firstAfter: seconds(Math.min(...after)),
    lastAfter: seconds(Math.max(...after)),
    told,
  };
}
