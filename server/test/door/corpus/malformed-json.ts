import { expect } from 'vitest';
import { API, type BadInput, JSON_TYPE, type Method, pairs, shown } from './bad-input.ts';

/** C01: bodies that are no JSON, no object, or JSON that hardly anybody writes. */

const SOUND = '{"reason":"x","n":[1,-2.5e3,true,null]}';

/** Every beginning of a sound body that is not empty. */
const CUT = Array.from({ length: SOUND.length - 1 }, (_, end) => SOUND.slice(0, end + 1));

const MALFORMED: readonly string[] = [
  ...CUT,
  ...[
    '{"reason":"x",}',
    '{,}',
    '[1,]',
    '{"a":1,,"b":2}',
    '{"a" 1}',
    '{"a":}',
    '{:1}',
    '{"a":1 "b":2}',
  ],
  ...["{'reason':'x'}", '{reason:"x"}', '{"reason":x}', '{1:2}', '{null:1}', '`{}`', '{"a":"b}'],
  ...['{"a":NaN}', '{"a":nan}', '{"a":Infinity}', '{"a":-Infinity}', '{"a":undefined}', 'NaN'],
  ...['{"a":01}', '{"a":+1}', '{"a":.5}', '{"a":1.}', '{"a":1e}', '{"a":0x1F}', '{"a":1_000}'],
  ...['{"a":-}', '{"a":--1}', '{"a":1e+}', '{"a":1n}', '{"a":True}', '{"a":None}', '{"a":TRUE}'],
  ...['{}{}', '{} {}', '[]{}', '{}x', '{}\0', '\0{}', '{}//', '/**/{}', '{"a":1}#', ")]}',\n{}"],
  ...['{"a":"\\x41"}', '{"a":"\\u12"}', '{"a":"\\u{41}"}', '{"a":"\\"}', '{"a":"\\\'"}', '"\\ud8"'],
  ...['{"a":"line\nbreak"}', '{"a":"tab\tinside"}', '{"a":"\0"}', '{"a":"\u0001"}', '{"\n":1}'],
  ...[
    '\ufeff{}',
    '{\ufeff}',
    '{"a":\u00a01}',
    '{\u2028}',
    '\u3000{}',
    '<a/>',
    'a=b',
    '---\na: b',
    ' ',
  ],
  ...[
    '}',
    ']',
    '{]',
    '[}',
    '[',
    '"',
    '{"a":[}',
    ',',
    ':',
    '[[[',
    'tru',
    'truee',
    'nul',
    '\n\n',
    '&',
  ],
  '['.repeat(60_000),
  '{"a":'.repeat(12_000),
  `${'['.repeat(32_000)}${']'.repeat(31_999)}`,
  `{"a":"${'\\'.repeat(60_001)}"}`,
];

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** Bytes that are no UTF-8. */
const BYTES: readonly (readonly [string, Buffer])[] = [
  ['UTF-16 LE', utf16('{}')],
  ['UTF-16 LE with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16('{}')])],
  ['UTF-16 BE', Buffer.from([0xfe, 0xff, 0, 0x7b, 0, 0x7d])],
  ['UTF-32', Buffer.from([0x7b, 0, 0, 0, 0x7d, 0, 0, 0])],
  ['a UTF-8 mark', Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d])],
  ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])],
  ['random bytes', Buffer.from([0x80, 0x81, 0xfe, 0xff, 0, 1, 2, 3])],
  ...(
    [
      ['a lone continuation byte', [0x80]],
      ['a byte that never occurs', [0xff]],
      ['an overlong slash', [0xc0, 0xaf]],
      ['an overlong NUL', [0xc0, 0x80]],
      ['a three-byte overlong', [0xe0, 0x80, 0xaf]],
      ['a cut two-byte character', [0xc3]],
      ['a cut three-byte character', [0xe2, 0x82]],
      ['a cut four-byte character', [0xf0, 0x9f, 0x9a]],
      ['an encoded surrogate', [0xed, 0xa0, 0x80]],
      ['an encoded pair of surrogates', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
      ['a point beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
      ['a five-byte form', [0xf8, 0x88, 0x80, 0x80, 0x80]],
      ['Latin-1', [0x4a, 0xe4]],
    ] as const
  ).map(([what, bytes]): readonly [string, Buffer] => [
    what,
    Buffer.concat([Buffer.from('{"reason":"'), Buffer.from(bytes), Buffer.from('"}')]),
  ]),
];

const NOT_OBJECTS: readonly (readonly [string, string])[] = [
  ...['[]', '[{}]', '[[]]', '[null]', ' [1, 2] '].map((text) => [text, 'list'] as const),
  ...['""', '"x"', '"{}"', '"\\u0000"'].map((text) => [text, 'str'] as const),
  ...['0', '5', '-0', '1e3', '2.0'].map((text) => [text, 'int'] as const),
  ...['1.5', '1e-7'].map((text) => [text, 'float'] as const),
  ...['true', ' false '].map((text) => [text, 'bool'] as const),
];

const TAKES_A_BODY = [
  '/appointments/',
  '/appointments/{appointment}/confirm/',
  '/time-slots/',
  '/auth/login/',
];
const UNREADABLE = { detail: expect.stringMatching(/^JSON parse error - ./) };

/** JSON that is right though strange: read, with the last of equal keys. */
const STRANGE: readonly (readonly [string, string, string])[] = [
  ['equal keys', '{"reason":"a","reason":"b"}', 'b'],
  ['equal keys, one escaped', '{"reason":"a","\\u0072eason":"b"}', 'b'],
  ['equal keys of other kinds', '{"reason":{"x":1},"reason":"b"}', 'b'],
  ['blanks around', ' \t\r\n{ "reason" : "b" } \n', 'b'],
  ['escapes', '{"reason":"\\u0062\\ud83d\\ude97\\/\\"\\\\"}', 'b🚗/"\\'],
  ['an empty key', '{"":1,"reason":"b"}', 'b'],
  ['a key with a NUL', '{"\\u0000":1,"reason":"b"}', 'b'],
  ['a lone surrogate in an unknown key', '{"x":"\\ud800","reason":"b"}', 'b'],
  ['a huge unknown number', '{"x":1e400,"reason":"b"}', 'b'],
  [
    'very many unknown keys',
    `{${Array.from({ length: 5_000 }, (_, n) => `"k${n}":1,`).join('')}"reason":"b"}`,
    'b',
  ],
  ['a number as text', '{"reason":12.50}', '12.5'],
];

/** As many levels as a body has room for. */
function nested(open: '[' | '{"a":'): string {
  return open === '['
    ? `${'['.repeat(30_000)}${']'.repeat(30_000)}`
    : `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
}
const DEEP = [nested('['), nested('{"a":')];
const DEEP_FIELDS: readonly (readonly [string, Method, string])[] = [
  ['/appointments/', 'POST', 'customer_id'],
  ['/appointments/', 'POST', 'appointment_type'],
  ['/appointments/', 'POST', 'status'],
  ['/appointments/', 'POST', 'scheduled_date'],
  ['/appointments/', 'POST', 'estimated_cost'],
  ['/appointments/', 'POST', 'customer_notes'],
  ['/appointments/{appointment}/', 'PATCH', 'status'],
  ['/appointments/{appointment}/', 'PATCH', 'duration_minutes'],
  ['/appointments/{appointment}/assign/', 'POST', 'employee_id'],
  ['/appointments/{appointment}/cancel/', 'POST', 'reason'],
  ['/time-slots/{slot}/', 'PATCH', 'is_available'],
];

export const MALFORMED_JSON: readonly BadInput[] = [
  ...pairs(TAKES_A_BODY, MALFORMED).map(
    ([path, text], index): BadInput => ({
      what: `${path} ${index} ${shown(text)}`,
      path: API + path,
      headers: JSON_TYPE,
      payload: text,
      status: 400,
      answer: UNREADABLE,
    }),
  ),
  ...pairs(TAKES_A_BODY, BYTES).map(
    ([path, [what, bytes]]): BadInput => ({
      what: `${path} ${what}`,
      path: API + path,
      headers: JSON_TYPE,
      payload: bytes,
      status: 400,
      answer: UNREADABLE,
    }),
  ),
  ...pairs(TAKES_A_BODY, NOT_OBJECTS).map(
    ([path, [text, name]]): BadInput => ({
      what: `${path} a root that is ${name}: ${shown(text)}`,
      path: API + path,
      headers: JSON_TYPE,
      payload: text,
      status: 400,
      answer: { non_field_errors: [`Invalid data. Expected a dictionary, but got ${name}.`] },
    }),
  ),
  ...TAKES_A_BODY.map(
    (path): BadInput => ({
      what: `${path} null`,
      path: API + path,
      headers: JSON_TYPE,
      payload: 'null',
      status: 400,
      answer: { non_field_errors: ['No data provided'] },
    }),
  ),
  ...STRANGE.map(
    ([what, text, reason]): BadInput => ({
      what: `strange but right: ${what}`,
      path: `${API}/appointments/{fresh}/confirm/`,
      headers: JSON_TYPE,
      payload: text,
      status: 200,
      reason,
    }),
  ),
  ...pairs(DEEP_FIELDS, DEEP).map(
    ([[path, method, field], value]): BadInput => ({
      what: `${method} ${path} ${field} is ${shown(value)}`,
      method,
      path: API + path,
      headers: JSON_TYPE,
      payload: `{"${field}":${value}}`,
      status: 400,
    }),
  ),
  ...pairs(['[', '{"a":'] as const, TAKES_A_BODY).map(
    ([open, path]): BadInput => ({
      what: `POST ${path} a root of nothing but ${open}`,
      path: API + path,
      headers: JSON_TYPE,
      payload: nested(open),
      status: 400,
    }),
  ),
  ...DEEP.map(
    (value): BadInput => ({
      what: `an unknown key that is ${shown(value)}`,
      path: `${API}/appointments/{fresh}/confirm/`,
      headers: JSON_TYPE,
      payload: `{"x":${value}}`,
      status: [200, 400],
      because: 'it is ignored, or the body is refused for its depth',
    }),
  ),
  ...DEEP.map(
    (value): BadInput => ({
      what: `a login with ${shown(value)}`,
      by: 'nobody',
      path: `${API}/auth/login/`,
      headers: JSON_TYPE,
      payload: `{"email":${value},"password":"x"}`,
      status: [400, 401],
      because: 'what is wrong with a login is for the authentication service to say',
    }),
  ),
  ...[1, 2, 5, 10].map(
    (levels): BadInput => ({
      what: `an unknown key of ${levels} levels`,
      path: `${API}/appointments/{fresh}/confirm/`,
      headers: JSON_TYPE,
      payload: `{"x":${'['.repeat(levels)}"[{"${']'.repeat(levels)},"reason":"b"}`,
      status: 200,
      reason: 'b',
    }),
  ),
];
