import { connect } from 'node:net';
import { expect } from 'vitest';
import type { Attempt, Refusal } from './token-attacks.ts';

/** What came back over the wire. */
export interface WireAnswer {
  /** 0 when the connection was cut and no answer came through. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const PATH = '/api/v1/appointments/';
const ANSWER_LIMIT_MS = 30_000;

/** Sends an attempt byte for byte on a connection of its own, and reads the answer to its end. */
export async function knock(port: number, attempt: Attempt): Promise<WireAnswer> {
  const { method = 'GET', query = '', lines, body } = attempt;
  const isChunked = lines.some((line) => line.startsWith('Transfer-Encoding'));
  const length =
    body === undefined || isChunked ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const head = [
    `${method} ${PATH}${query} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: close',
    ...lines,
    ...length,
  ];
  return await exchange(port, Buffer.from(`${head.join('\r\n')}\r\n\r\n${body ?? ''}`, 'latin1'));
}

async function exchange(port: number, request: Buffer): Promise<WireAnswer> {
  const socket = connect(port, '127.0.0.1');
  socket.setTimeout(ANSWER_LIMIT_MS, () => socket.destroy(new Error('No answer came in time.')));
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('close', () => resolve());
    // Who has heard enough hangs up while much is still on its way, and the answer may be lost.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (!['ECONNRESET', 'EPIPE'].includes(error.code ?? '')) reject(error);
    });
    socket.write(request);
  });
  return answerIn(Buffer.concat(chunks).toString('utf8'));
}

function answerIn(text: string): WireAnswer {
  if (text === '') return { status: 0, headers: new Map(), body: '' };
  const end = text.indexOf('\r\n\r\n');
  const [start = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\r\n');
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(start) ?? [];
  if (status === undefined) throw new Error(`That is no answer: ${text.slice(0, 200)}`);
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { status: Number(status), headers: new Map(headers), body: text.slice(end + 4) };
}

const CHALLENGE = 'Bearer realm="api"';
const MALFORMED = 'Authorization header must contain two space-delimited values';

/** The status and body of each refusal; the parser's own have a body that the parser chooses. */
const REFUSALS: Readonly<Record<Refusal, { status: number; body?: object }>> = {
  'invalid token': { status: 401, body: { detail: 'Invalid token' } },
  'no credentials': {
    status: 401,
    body: { detail: 'Authentication credentials were not provided.' },
  },
  'two values': {
    status: 401,
    body: { detail: MALFORMED, code: 'bad_authorization_header' },
  },
  'no permission': {
    status: 403,
    body: { detail: 'You do not have permission to perform this action.' },
  },
  'no request': { status: 400 },
  'too large': { status: 431 },
};

/** Expects the refusal in every respect: status, challenge and body. */
export function expectRefusal(answer: WireAnswer, refusal: Refusal): void {
  if (refusal === 'too large' && answer.status === 0) return;
  const { status, body } = REFUSALS[refusal];
  expect(answer.status, answer.body).toBe(status);
  expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? CHALLENGE : undefined);
  expect(answer.headers.get('content-type')).toBe('application/json');
  const told: unknown = JSON.parse(answer.body);
  if (body === undefined) expect(told).toBeTypeOf('object');
  else expect(answer.body).toBe(JSON.stringify(body));
}

/** The parts of a request that no log may repeat: whatever is long enough to be a part of a token. */
export function secretsIn({ lines, query = '', body = '' }: Attempt): string[] {
  return [...lines, query, body].flatMap((text) => text.match(/[\w+/=-]{24,}/g) ?? []);
}

/** Which of these texts a log repeats. */
export function leaksIn(log: string, secrets: readonly string[]): string[] {
  return secrets.filter((secret) => log.includes(secret));
}
