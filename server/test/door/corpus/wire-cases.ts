import { CHUNKED, LINE, PATH } from './wire-parts.ts';
import { BAD_CHUNKS, FRAMINGS, HEADER_LINES, REQUEST_LINES } from './wire-texts.ts';

/**
 * C11: requests that only a socket can send. `HOST` and `TOKEN` stand for sound header lines and
 * `SMUGGLED` for a whole request that must never be served.
 */
export interface WireCase {
  readonly what: string;
  readonly bytes: string;
  /** The statuses that are all right; none: it is closed without an answer. */
  readonly status: readonly number[];
  /** Why more than one is all right. */
  readonly because?: string;
  /** Whether the connection is closed after it: then what is left of it is never read. */
  readonly closes: boolean;
  /** Ends the writing side after the bytes. */
  readonly halfClose?: boolean;
}

const SOUND = `GET ${PATH} HTTP/1.1${LINE}HOSTTOKEN`;
const POST = `POST /api/v1/time-slots/ HTTP/1.1${LINE}HOSTTOKENContent-Type: application/json${LINE}`;

const refused = (what: string, bytes: string): WireCase => ({
  what,
  bytes,
  status: [400],
  closes: true,
});
const served = (what: string, bytes: string, status = 200): WireCase => ({
  what,
  bytes,
  status: [status],
  closes: false,
});

export const REFUSED_ON_THE_WIRE: readonly WireCase[] = [
  ...FRAMINGS.flatMap(([what, headers]): WireCase[] => [
    refused(`${what}, with a body`, `${POST}${headers}${LINE}0${LINE}${LINE}SMUGGLED`),
    refused(`${what}, before a request`, `${SOUND}${headers}${LINE}0${LINE}${LINE}SMUGGLED`),
  ]),
  ...BAD_CHUNKS.map(([what, body]) => refused(what, `${POST}${CHUNKED}${LINE}${body}SMUGGLED`)),
  ...REQUEST_LINES.map(([what, bytes]) => refused(what, bytes)),
  ...HEADER_LINES.map(([what, line]) => refused(what, `${SOUND}${line}${LINE}${LINE}`)),
  // These are requests, only not to anybody: what follows them may still be read.
  ...[
    refused('no Host', `GET ${PATH} HTTP/1.1${LINE}TOKEN${LINE}`),
    refused('two Hosts', `${SOUND}Host: b${LINE}${LINE}`),
    refused('the same Host twice', `GET ${PATH} HTTP/1.1${LINE}HOSTHOSTTOKEN${LINE}`),
  ].map((one) => ({ ...one, closes: false })),
];

const dotted = (path: string): WireCase =>
  served(`the path ${path}`, SOUND.replace(PATH, path) + LINE, 404);

export const SERVED_ON_THE_WIRE: readonly WireCase[] = [
  served('a sound request', SOUND + LINE),
  served('empty lines before it', LINE + LINE + SOUND + LINE),
  served(
    'an upgrade to HTTP/2',
    `${SOUND}Connection: Upgrade, HTTP2-Settings${LINE}Upgrade: h2c${LINE}HTTP2-Settings: AAMAAABkAAQAAP__${LINE}${LINE}`,
  ),
  served(
    'an upgrade to a socket',
    `${SOUND}Connection: Upgrade${LINE}Upgrade: websocket${LINE}Sec-WebSocket-Version: 13${LINE}${LINE}`,
  ),
  served('a body of GET', `${SOUND}Content-Length: 4${LINE}${LINE}0${LINE}x`),
  served('an expectation of GET', `${SOUND}Expect: 100-continue${LINE}${LINE}`),
  served('trailers that it would take', `${SOUND}TE: trailers${LINE}${LINE}`),
  served('chunks', `${POST}${CHUNKED}${LINE}2${LINE}{}${LINE}0${LINE}${LINE}`, 400),
  served(
    'chunks with extensions',
    `${POST}${CHUNKED}${LINE}2;a=b;c="d"${LINE}{}${LINE}0${LINE}${LINE}`,
    400,
  ),
  served(
    'chunks of one byte',
    `${POST}${CHUNKED}${LINE}1${LINE}{${LINE}1${LINE}}${LINE}0${LINE}${LINE}`,
    400,
  ),
  served(
    'chunks with a trailer',
    `${POST}${CHUNKED}Trailer: X${LINE}${LINE}2${LINE}{}${LINE}0${LINE}X: y${LINE}${LINE}`,
    400,
  ),
  served(
    'an expectation',
    `${POST}Content-Length: 2${LINE}Expect: 100-continue${LINE}${LINE}{}`,
    400,
  ),
  served(
    'two types, the first of which counts',
    `POST /api/v1/time-slots/ HTTP/1.1${LINE}HOSTTOKENContent-Type: text/plain${LINE}Content-Type: application/json${LINE}Content-Length: 2${LINE}${LINE}{}`,
    415,
  ),
  ...[
    '/api/v1/./appointments/',
    '/api/v1/x/../appointments/',
    '/api/v1/../v1/appointments/',
    '/../../etc/passwd',
  ].map(dotted),
  ...[
    '/api/v1/%2e%2e/v1/appointments/',
    '/api/v1/%2e/appointments/',
    '/api/v1/..%2fv1/',
    '/api/v1/appointments/..;/',
  ].map(dotted),
  ...[
    '/api\\v1\\appointments\\',

    '/./',
    '/..',
    '/api/v1/appointments/./',
    '//evil.test/..',
  ].map(dotted),
  {
    what: 'an end of the connection in the middle of a body',
    bytes: `${POST}Content-Length: 100${LINE}${LINE}{}`,
    status: [400],
    because: 'the rest will never come',
    closes: true,
    halfClose: true,
  },
  {
    what: 'an end in the middle of a chunk',
    bytes: `${POST}${CHUNKED}${LINE}20${LINE}{}`,
    status: [400],
    closes: true,
    halfClose: true,
  },
  {
    what: 'an end in the middle of the headers',
    bytes: SOUND,
    status: [400],
    closes: true,
    halfClose: true,
  },
  { what: 'a tunnel', bytes: `CONNECT a:1 HTTP/1.1${LINE}HOST${LINE}`, status: [], closes: true },
  {
    what: 'version 1.0 without a Host',
    bytes: `GET ${PATH} HTTP/1.0${LINE}TOKEN${LINE}`,
    status: [200],
    closes: true,
  },
  {
    what: 'a connection to be closed',
    bytes: `${SOUND}Connection: close${LINE}${LINE}`,
    status: [200],
    closes: true,
  },
];

/** Where the standard leaves a choice, or where it is followed less strictly without harm. */
export const EITHER_ON_THE_WIRE: readonly WireCase[] = (
  [
    [
      'an absolute URI',
      SOUND.replace(PATH, `http://a${PATH}`) + LINE,
      [200, 400, 404],
      'no proxy asks this way',
    ],
    [
      'an absolute URI of another host',
      SOUND.replace(PATH, `http://evil.test${PATH}`) + LINE,
      [200, 400, 404],
      'no proxy asks this way',
    ],
    [
      'an absolute URI of another protocol',
      SOUND.replace(PATH, 'gopher://a/') + LINE,
      [400, 404],
      'no proxy asks this way',
    ],
    [
      'an empty Host',
      `GET ${PATH} HTTP/1.1${LINE}Host:${LINE}TOKEN${LINE}`,
      [200, 400],
      'an empty Host is a Host',
    ],
    [
      'version 0.9',
      `GET ${PATH} HTTP/0.9${LINE}HOSTTOKEN${LINE}`,
      [200, 400, 505],
      'it is served, or it is too old',
    ],
    [
      'version 2.0',
      `GET ${PATH} HTTP/2.0${LINE}HOSTTOKEN${LINE}`,
      [200, 400, 505],
      'it is served, or it is too new',
    ],
    ['no version', `GET ${PATH}${LINE}HOSTTOKEN${LINE}`, [200, 400], 'the first HTTP had none'],
    [
      'a length with a leading zero',
      `${POST}Content-Length: 02${LINE}${LINE}{}`,
      [400],
      'it is a number',
    ],
    [
      'gzip and chunks',
      `${POST}Transfer-Encoding: gzip, chunked${LINE}${LINE}2${LINE}{}${LINE}0${LINE}${LINE}`,
      [400, 415, 501],
      'the body is looked at as it is',
    ],
    [
      'another expectation',
      `${POST}Content-Length: 2${LINE}Expect: 200-ok${LINE}${LINE}{}`,
      [400, 417],
      'it is ignored or it fails',
    ],
    [
      'OPTIONS of everything',
      `OPTIONS * HTTP/1.1${LINE}HOSTTOKEN${LINE}`,
      [200, 400, 404, 405],
      'no client asks',
    ],
    ['GET of everything', `GET * HTTP/1.1${LINE}HOSTTOKEN${LINE}`, [400, 404], 'no client asks'],
    [
      'a trace',
      `TRACE ${PATH} HTTP/1.1${LINE}HOSTTOKEN${LINE}`,
      [400, 404, 405],
      'it is not served',
    ],
    [
      'a fragment in the path',
      SOUND.replace(PATH, `${PATH}#x`) + LINE,
      [200, 301, 400, 404],
      'no client sends it',
    ],
  ] as const
).map(([what, bytes, status, because]) => ({ what, bytes, status, because, closes: false }));
