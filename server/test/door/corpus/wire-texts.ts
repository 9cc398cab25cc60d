import { CHUNKED, LINE, PATH } from './wire-parts.ts';

/** Two ways to tell where the body ends: who follows the other one reads another request. */
export const FRAMINGS: readonly (readonly [string, string])[] = [
  ['length and chunks', `Content-Length: 4${LINE}${CHUNKED}`],
  ['chunks and length', `${CHUNKED}Content-Length: 4${LINE}`],
  ['length and CHUNKS', `Content-Length: 4${LINE}Transfer-Encoding: CHUNKED${LINE}`],
  ['length and chunks after a tab', `Content-Length: 4${LINE}Transfer-Encoding:\tchunked${LINE}`],
  [
    'length and chunks before a blank',
    `Content-Length: 4${LINE}Transfer-Encoding: chunked ${LINE}`,
  ],
  ['length and folded chunks', `Content-Length: 4${LINE}Transfer-Encoding:${LINE} chunked${LINE}`],
  ['length and no coding', `Content-Length: 4${LINE}Transfer-Encoding: identity${LINE}`],
  ['length and an unknown coding', `Content-Length: 4${LINE}Transfer-Encoding: xchunked${LINE}`],
  ['chunks and then something', `Transfer-Encoding: chunked, identity${LINE}`],
  ['chunks, then nothing', `${CHUNKED}Transfer-Encoding: identity${LINE}`],
  ['an unknown coding', `Transfer-Encoding: xchunked${LINE}`],
  ['a coding without chunks', `Transfer-Encoding: gzip${LINE}`],
  ['chunks with a parameter', `Transfer-Encoding: chunked;q=1${LINE}`],
  ['chunks in quotes', `Transfer-Encoding: "chunked"${LINE}`],
  ['chunks before a vertical tab', `Transfer-Encoding: chunked\x0b${LINE}`],
  ['chunks after a NUL', `Transfer-Encoding: \0chunked${LINE}`],
  ['a blank before the colon of chunks', `Transfer-Encoding : chunked${LINE}`],
  ['a blank before the colon of the length', `Content-Length : 4${LINE}`],
  ['two lengths', `Content-Length: 4${LINE}Content-Length: 5${LINE}`],
  ['two equal lengths', `Content-Length: 4${LINE}Content-Length: 4${LINE}`],
  ['two lengths in one', `Content-Length: 4, 5${LINE}`],
  ['two equal lengths in one', `Content-Length: 4, 4${LINE}`],
  ...['+4', '-4', '0x4', '4 4', '4.0', '4e0', 'four', '４', '4;', '4\0', '', ' ', '4,', '"4"'].map(
    (length): readonly [string, string] => [
      `the length ${JSON.stringify(length)}`,
      `Content-Length: ${length}${LINE}`,
    ],
  ),
  ['a length beyond all numbers', `Content-Length: 99999999999999999999999${LINE}`],
  ['a folded length', `Content-Length:${LINE} 4${LINE}`],
  ['a length that ends in a bare LF', `Content-Length: 4\nX: y${LINE}`],
  ['a length hidden by a bare CR', `X: y\rContent-Length: 4${LINE}`],
];

/** Bodies in chunks that are none. */
export const BAD_CHUNKS: readonly (readonly [string, string])[] = [
  ...['zz', '-2', '+2', '0x2', ' 2', '', '2g', '2,', '2.0', 'FFFFFFFFFFFFFFFFF', '2\0', '２'].map(
    (size): readonly [string, string] => [
      `a chunk of size ${JSON.stringify(size)}`,
      `${size}${LINE}{}${LINE}0${LINE}${LINE}`,
    ],
  ),
  ['a chunk longer than its size', `2${LINE}{}x${LINE}0${LINE}${LINE}`],
  ['a chunk without its end', `2${LINE}{}0${LINE}${LINE}`],
  ['chunks that end in bare LF', '2\n{}\n0\n\n'],
  ['a chunk that ends in a bare LF', `2${LINE}{}\n0${LINE}${LINE}`],
  ['an extension with a bare LF', `2;a\nb${LINE}{}${LINE}0${LINE}${LINE}`],
  ['an extension with a NUL', `2;a=\0${LINE}{}${LINE}0${LINE}${LINE}`],
  ['a trailer that is no header', `2${LINE}{}${LINE}0${LINE}no colon${LINE}${LINE}`],
  ['a trailer with a length', `2${LINE}{}${LINE}0${LINE}Content-Length: 5${LINE}${LINE}`],
];

/** Whole requests whose first line is wrong. */
export const REQUEST_LINES: readonly (readonly [string, string])[] = [
  ['bare line feeds', `GET ${PATH} HTTP/1.1\nHost: a\n\n`],
  ['bare carriage returns', `GET ${PATH} HTTP/1.1\rHost: a\r\r`],
  ['an unknown method', `FOO ${PATH} HTTP/1.1${LINE}HOST${LINE}`],
  ['a method in small letters', `get ${PATH} HTTP/1.1${LINE}HOST${LINE}`],
  ['a method of 10,000 letters', `${'G'.repeat(10_000)} / HTTP/1.1${LINE}HOST${LINE}`],
  ['no method', ` ${PATH} HTTP/1.1${LINE}HOST${LINE}`],
  ['no path', `GET HTTP/1.1${LINE}HOST${LINE}`],
  ['a path without its slash', `GET api/v1/ HTTP/1.1${LINE}HOST${LINE}`],
  ['a blank in the path', `GET /api/v1/ x HTTP/1.1${LINE}HOST${LINE}`],
  ['a tab in the path', `GET /api/v1/\tx HTTP/1.1${LINE}HOST${LINE}`],
  ['a NUL in the path', `GET /api/v1/\0 HTTP/1.1${LINE}HOST${LINE}`],
  ['bytes beyond ASCII in the path', `GET /api/v1/\xc3\xbc/ HTTP/1.1${LINE}HOST${LINE}`],
  ['a control character in the path', `GET /api/v1/\x7f/ HTTP/1.1${LINE}HOST${LINE}`],
  ['version 1.2', `GET ${PATH} HTTP/1.2${LINE}HOST${LINE}`],
  ['version 1.10', `GET ${PATH} HTTP/1.10${LINE}HOST${LINE}`],
  ['version 3.0', `GET ${PATH} HTTP/3.0${LINE}HOST${LINE}`],
  ['a version in small letters', `GET ${PATH} http/1.1${LINE}HOST${LINE}`],
  ['a version of letters', `GET ${PATH} HTTP/x.y${LINE}HOST${LINE}`],
  ['another protocol', `GET ${PATH} ICE/1.0${LINE}HOST${LINE}`],
  ['a tab before the version', `GET ${PATH}\tHTTP/1.1${LINE}HOST${LINE}`],
  ['the preface of HTTP/2', `PRI * HTTP/2.0${LINE}${LINE}SM${LINE}${LINE}`],
  ['the hello of TLS', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03'],
  ['words', `hello${LINE}${LINE}`],
  ['an answer', `HTTP/1.1 200 OK${LINE}${LINE}`],
  ['a port for a path', `GET a:80 HTTP/1.1${LINE}HOST${LINE}`],
];

/** Header lines that are none. */
export const HEADER_LINES: readonly (readonly [string, string])[] = [
  ['no colon', 'XA'],
  ['no name', ': x'],
  ['a blank in the name', 'X A: b'],
  ['a blank before the colon', 'X-A : b'],
  ['a tab before the colon', 'X-A\t: b'],
  ['a bracket in the name', 'X(A): b'],
  ['a NUL in the name', 'X\0A: b'],
  ['a byte beyond ASCII in the name', 'X\xc3: b'],
  ['a folded value', `X-A: b${LINE} c`],
  ['a value folded by a tab', `X-A: b${LINE}\tc`],
  ['a NUL in the value', 'X-A: b\0c'],
  ['a bare CR in the value', 'X-A: b\rc'],
  ['a header behind a bare CR', 'X-A: b\rX-B: c'],
  ['a control character in the value', 'X-A: b\x01c'],
  ['a deletion in the value', 'X-A: b\x7fc'],
];
