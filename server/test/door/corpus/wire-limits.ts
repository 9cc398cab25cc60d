import { PATH } from './wire-parts.ts';

/** C10: bodies and headers at their limits, sent so that only the size is wrong. */
export interface LimitCase {
  readonly what: string;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly headers: readonly string[];
  /** Another header fills the whole head up to this size. */
  readonly headerBytes?: number;
  readonly body?: string;
  readonly anonymous?: boolean;
  /** Nobody knows where it ends, so that it is no request. */
  readonly unreadable?: boolean;
  readonly status: readonly number[];
  /** Why more than one is all right. */
  readonly because?: string;
}

const LARGEST = 64 * 1024;
const HEAD = 16 * 1024;
const SLOTS = '/api/v1/time-slots/';
const JSON_LINE = 'Content-Type: application/json';

/** A body that is read and then refused for its fields, of this many bytes. */
const sized = (bytes: number): string => '{}'.padEnd(bytes);

const withLength = (bytes: number, status: number): LimitCase => ({
  what: `a body of ${bytes} bytes`,
  path: SLOTS,
  headers: [JSON_LINE, `Content-Length: ${bytes}`],
  body: sized(bytes),
  status: [status],
});

function inChunks(bytes: number, chunk: number, status: number): LimitCase {
  let body = '';
  for (let left = bytes, text = sized(bytes); left > 0; left -= chunk) {
    const part = text.slice(0, chunk);
    text = text.slice(chunk);
    body += `${part.length.toString(16)}\r\n${part}\r\n`;
  }
  return {
    what: `a body of ${bytes} bytes in chunks of ${chunk}`,
    path: SLOTS,
    headers: [JSON_LINE, 'Transfer-Encoding: chunked'],
    body: `${body}0\r\n\r\n`,
    status: [status],
  };
}

const declared = (length: string, more: Partial<LimitCase> = {}): LimitCase => ({
  what: `${length} bytes that are only declared${more.what ?? ''}`,
  path: SLOTS,
  headers: [JSON_LINE, `Content-Length: ${length}`],
  status: [413],
  ...more,
});

const read = (what: string, headers: readonly string[], status: readonly number[]): LimitCase => ({
  what,
  method: 'GET',
  path: PATH,
  headers,
  status,
});
const many = (count: number): string[] => Array.from({ length: count }, (_, n) => `x${n}: y`);

export const LIMIT_CASES: readonly LimitCase[] = [
  ...[2, 1_000, LARGEST - 1, LARGEST].map((bytes) => withLength(bytes, 400)),
  ...[LARGEST + 1, LARGEST + 2, 2 * LARGEST, 20 * LARGEST].map((bytes) => withLength(bytes, 413)),
  ...[1_000, 16_384, LARGEST].flatMap((chunk) => [
    inChunks(LARGEST, chunk, 400),
    inChunks(LARGEST + 1, chunk, 413),
    inChunks(3 * LARGEST, chunk, 413),
  ]),
  inChunks(2_000, 1, 400),
  ...['65537', '1073741824', '9007199254740991'].flatMap((length) => [
    declared(length),
    declared(length, {
      what: `declared ${length} bytes of text/plain`,
      headers: ['Content-Type: text/plain', `Content-Length: ${length}`],
      status: [413, 415],
      because: 'it is too large and of a type that is not read',
    }),
    declared(length, {
      what: `declared ${length} bytes without a token`,
      anonymous: true,
      status: [401, 413],
      because: 'the token comes first where both are known at once',
    }),
    declared(length, {
      what: `declared ${length} bytes for a path that is not there`,
      path: '/nowhere/',
      status: [404, 413],
      because: 'it is too large, and for nobody',
    }),
  ]),
  ...[1_000, 8_192, 15_000, HEAD - 200].map((headerBytes) => ({
    ...read(`a head of ${headerBytes} bytes`, [], [200]),
    headerBytes,
  })),
  ...[HEAD + 200, HEAD + 1_000, 2 * HEAD, 64 * 1024].map((headerBytes) => ({
    ...read(`a head of ${headerBytes} bytes`, [], [431]),
    headerBytes,
  })),
  ...[100, 500, 1_000, 1_400].map((count) => read(`${count} headers`, many(count), [200])),
  ...[2_000, 4_000].map((count) => ({
    ...read(`${count} headers`, many(count), [200, 400, 401, 431]),
    because: 'the server counts only so many headers, and bytes',
  })),
  ...[2_000, 4_000].map((count) => ({
    ...read(
      `${count} headers of a byte`,
      Array.from({ length: count }, () => 'a:'),
      [200, 431],
    ),
    because: 'they fit into the head, but are many',
  })),
  ...[8_000, 15_000].map((length) => ({
    ...read(`a path of ${length} letters`, [], [404]),
    path: `/api/v1/appointments/${'a'.repeat(length)}/`,
  })),
  { ...read('a path of 20,000 letters', [], [431]), path: `/api/v1/${'a'.repeat(20_000)}/` },
  { ...read('a query of 15,000 letters', [], [200]), path: `${PATH}?x=${'a'.repeat(15_000)}` },
  { ...read('a query of 20,000 letters', [], [431]), path: `${PATH}?x=${'a'.repeat(20_000)}` },
  read('a cookie of 15,000 letters', [`Cookie: a=${'b'.repeat(15_000)}`], [200]),
  read('a header name of 10,000 letters', [`${'x'.repeat(10_000)}: y`], [200]),
  read('a header name of 20,000 letters', [`${'x'.repeat(20_000)}: y`], [431]),
  {
    ...read('a token of 15,000 letters', [`Authorization: Bearer ${'a'.repeat(15_000)}`], [401]),
    anonymous: true,
  },
  {
    what: 'an extension of a chunk of 20,000 letters',
    path: SLOTS,
    headers: [JSON_LINE, 'Transfer-Encoding: chunked'],
    body: `2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
    unreadable: true,
    status: [400, 413],
    because: 'it is too large for what it is',
  },
];
