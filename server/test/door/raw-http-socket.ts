import { connect, type Socket } from 'node:net';

/** One answer as it stands on the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What came back on a connection until it was enough. */
export interface Exchange {
  readonly answers: readonly WireAnswer[];
  /** Bytes that belong to no whole answer. */
  readonly rest: string;
  /** Whether the server has closed the connection. */
  readonly closed: boolean;
}

export interface ExchangeOptions {
  /** Enough answers, interim ones not counted; default 1. Zero waits until the server closes. */
  readonly answers?: number;
  /** Ends the writing side after the bytes. */
  readonly halfClose?: boolean;
  /** The request's method, as an answer to HEAD has no body. */
  readonly method?: string;
  /** Statuses with which the server closes the connection: then that is waited for as well. */
  readonly closing?: readonly number[];
  readonly limitMs?: number;
}

const LIMIT_MS = 10_000;
const NO_CHUNKS = '0\r\n\r\n';
/** Long enough for an answer to bytes that should get none. */
const SETTLE_MS = 40;

/** Sends bytes on a new connection and answers what came back, at the latest after the limit. */
export async function exchange(
  port: number,
  bytes: string | Buffer,
  options: ExchangeOptions = {},
): Promise<Exchange> {
  const { answers: enough = 1, method = 'GET', closing = [], limitMs = LIMIT_MS } = options;
  const socket = connect({ port, host: '127.0.0.1' });
  let received = Buffer.alloc(0);
  let closed = false;
  try {
    return await new Promise<Exchange>((resolve) => {
      const finish = (): void => resolve({ ...parsed(received, method), closed });
      const late = setTimeout(finish, limitMs);
      late.unref();
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk]);
        const { answers } = parsed(received, method);
        if (answers.some(({ status }) => closing.includes(status))) return;
        if (enough > 0 && answers.length >= enough) setTimeout(finish, SETTLE_MS);
      });
      // A reset is an end like another; what came before it counts.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearTimeout(late);
        closed = true;
        finish();
      });
      write(socket, bytes, options.halfClose ?? false);
    });
  } finally {
    socket.destroy();
  }
}

function write(socket: Socket, bytes: string | Buffer, halfClose: boolean): void {
  const data = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
  if (halfClose) socket.end(data);
  else socket.write(data);
}

/** The whole answers at the beginning of what was received, without interim ones. */
export function parsed(received: Buffer, method = 'GET'): Omit<Exchange, 'closed'> {
  const answers: WireAnswer[] = [];
  let rest = received;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return { answers, rest: rest.toString('latin1') };
    const [statusLine = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(`${statusLine} `)?.[1] ?? Number.NaN);
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    // The server itself answers in chunks only where it has nothing to say.
    const chunks = headers['transfer-encoding'] === 'chunked' ? NO_CHUNKS.length : 0;
    const length = method === 'HEAD' ? 0 : Number(headers['content-length'] ?? chunks);
    const bodyEnd = end + 4 + length;
    if (Number.isNaN(status) || rest.length < bodyEnd)
      return { answers, rest: rest.toString('latin1') };
    const body = rest.subarray(end + 4, bodyEnd).toString('utf8');
    const text = chunks > 0 && body === NO_CHUNKS ? '' : body;
    if (status >= 200) answers.push({ status, headers, text });
    rest = rest.subarray(bodyEnd);
  }
}
