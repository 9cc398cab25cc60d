import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { API, type BadInput, FORM_TYPE, pairs, shown } from './bad-input.ts';
import { BROKEN_FORMS, READ_FORMS } from './forms.ts';

/** C09: content types and encodings; whatever the type says, the fields are validated. */

const JSON_TYPES = [
  ...['application/json', 'application/json; charset=utf-8', 'application/json;charset=UTF-8'],
  ...[
    'Application/JSON',
    'APPLICATION/JSON',
    'application/json; charset="utf-8"',
    'application/json;',
  ],
  ...[
    'application/json; charset=latin1',
    'application/json; charset=utf-16',
    'application/json; charset=x',
  ],
  ...[
    'application/json ; charset=utf-8',
    'application/json\t;charset=utf-8',
    'application/json; v=1; q=2',
  ],
  ...[
    'application/json; charset',
    'application/json; boundary=x',
    'application/json; charset=utf-8;',
  ],
];
/** Written so that servers have disagreed with themselves about what they are. */
const DOUBTFUL = [
  ...[
    'application/json\t',
    ' application/json',
    'application/json ',
    'application/json\u00a0',
    '\tapplication/json',
  ],
  ...[
    'application/json;;',
    'application/json; ;',
    'application/json;=',
    'application/json; =x',
    'application/json;\t',
  ],
  ...[
    'application/json;charset=utf-8, text/plain',
    'application/json; a="b',
    'application/json\u000b',
    'application/json;\u0000',
  ],
];
const OTHER_TYPES = [
  ...[
    'text/plain',
    'text/plain; charset=utf-8',
    'text/html',
    'text/json',
    'text/javascript',
    'text/xml',
  ],
  ...[
    'application/xml',
    'application/javascript',
    'application/octet-stream',
    'application/x-json',
    'image/png',
  ],
  ...[
    'application/jsonx',
    'xapplication/json',
    'application/json5',
    'application/jsonp',
    'application/json-seq',
  ],
  ...[
    'application/vnd.api+json',
    'application/problem+json',
    'application/merge-patch+json',
    'application/ld+json',
  ],
  ...[
    'application/json-patch+json',
    'application/*',
    '*/*',
    'application/*+json',
    'multipart/mixed; boundary=x',
  ],
  ...[
    'multipart/related; boundary=x',
    'multipart/*',
    'message/http',
    'application/x-ndjson',
    'application/msgpack',
  ],
  ...[
    'application/x-www-form-urlencodedx',
    'text/plain; application/json',
    'text/plain;charset=application/json',
  ],
  ...[
    'application/json+xml',
    'application/graphql',
    'application/yaml',
    'application/cbor',
    'application/x-protobuf',
  ],
];
/** What is no media type at all. */
const NO_TYPES = [
  ...[
    'json',
    'application',
    '/',
    '/json',
    'application/',
    ';',
    ',',
    '*',
    'x',
    'a/b/c',
    'application//json',
    '{}',
  ],
  ...[
    'application/json, text/plain',
    'text/plain, application/json',
    'application json',
    'application\\json',
    '"',
  ],
  ...[
    'application/js on',
    'application/json/x',
    '@/@',
    '<a>/<b>',
    'null',
    'undefined',
    'x'.repeat(4_000),
    '=/=',
  ],
  ...[
    '(application)/json',
    'application/{json}',
    'application/json?x',
    '[application/json]',
    '/;charset=utf-8',
  ],
];

const WRONG_REASON = '{"reason":[1]}';
const WRONG = { reason: ['Not a valid string.'] };
const CONFIRM = `${API}/appointments/{appointment}/confirm/`;
const FRESH = `${API}/appointments/{fresh}/confirm/`;

const typed = (type: string): Pick<BadInput, 'headers'> => ({ headers: { 'content-type': type } });

const bomb = Buffer.alloc(20 * 1024 * 1024, ' ');
const small = Buffer.from('{"reason":"x"}');
const ENCODED: readonly (readonly [string, Buffer])[] = [
  ['gzip', gzipSync(small)],
  ['gzip', gzipSync(bomb)],
  ['x-gzip', gzipSync(small)],
  ['GZIP', gzipSync(small)],
  ['deflate', deflateSync(small)],
  ['deflate', deflateSync(bomb)],
  ['br', brotliCompressSync(small)],
  ['br', brotliCompressSync(bomb)],
  ['gzip, gzip', gzipSync(gzipSync(small))],
  ['gzip, identity', gzipSync(small)],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, 0, 1, 0, 0])],
];

export const MEDIA_TYPES: readonly BadInput[] = [
  ...JSON_TYPES.flatMap((type): BadInput[] => [
    {
      what: `JSON as ${type}`,
      path: FRESH,
      ...typed(type),
      payload: '{"reason":"x"}',
      status: 200,
      reason: 'x',
    },
    {
      what: `wrong JSON as ${type}`,
      path: CONFIRM,
      ...typed(type),
      payload: WRONG_REASON,
      status: 400,
      answer: WRONG,
    },
    {
      what: `broken JSON as ${type}`,
      path: CONFIRM,
      ...typed(type),
      payload: '{',
      status: 400,
      answer: { detail: expect.stringMatching(/^JSON parse error - /) },
    },
  ]),
  ...DOUBTFUL.flatMap((type): BadInput[] => [
    {
      what: `JSON as ${shown(type)}`,
      path: FRESH,
      ...typed(type),
      payload: '{"reason":"x"}',
      status: [200, 415],
      because: 'it may be read as JSON or not at all, as long as the fields are checked',
    },
    {
      what: `wrong JSON as ${shown(type)}`,
      path: CONFIRM,
      ...typed(type),
      payload: WRONG_REASON,
      status: [400, 415],
      because: 'it may be read as JSON or not at all, as long as the fields are checked',
    },
  ]),
  ...pairs(
    [...OTHER_TYPES, ...NO_TYPES],
    ['/appointments/', '/appointments/{appointment}/confirm/'],
  ).map(
    ([type, path]): BadInput => ({
      what: `${path} as ${shown(type)}`,
      path: API + path,
      ...typed(type),
      payload: '{"reason":"x"}',
      status: 415,
      answer: { detail: `Unsupported media type "${type}" in request.` },
    }),
  ),
  ...[...OTHER_TYPES.slice(0, 6), ...JSON_TYPES.slice(0, 3), ...NO_TYPES.slice(0, 3)].map(
    (type): BadInput => ({
      what: `no body as ${type}`,
      path: FRESH,
      ...typed(type),
      payload: '',
      status: 200,
      reason: '',
    }),
  ),
  ...BROKEN_FORMS.map(
    ([what, type, text]): BadInput => ({
      what: `a form with ${what}`,
      path: CONFIRM,
      ...typed(type),
      payload: text,
      status: 400,
      answer: { detail: expect.stringMatching(/^Multipart form parse error - /) },
    }),
  ),
  ...READ_FORMS.map(
    ([what, type, text, reason]): BadInput => ({
      what: `a readable form: ${type} ${what}`,
      path: FRESH,
      ...typed(type),
      payload: text,
      status: 200,
      reason,
    }),
  ),
  {
    what: 'a form with NUL',
    path: CONFIRM,
    headers: FORM_TYPE,
    payload: 'reason=a%00b',
    status: 400,
    answer: { reason: ['Null characters are not allowed.'] },
  },
  ...ENCODED.map(
    ([encoding, bytes], index): BadInput => ({
      what: `${encoding} ${index} (${bytes.length} bytes)`,
      path: CONFIRM,
      headers: { 'content-type': 'application/json', 'content-encoding': encoding },
      payload: bytes,
      status: [400, 415],
      because: 'packed bytes are no JSON, and may be refused for being packed',
    }),
  ),
  {
    what: 'JSON that says it is not packed',
    path: FRESH,
    headers: { 'content-type': 'application/json', 'content-encoding': 'identity' },
    payload: '{"reason":"x"}',
    status: 200,
    reason: 'x',
  },
];
