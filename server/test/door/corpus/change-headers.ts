import { API, type BadInput, type Method, pairs, shown } from './bad-input.ts';
import { MECHANIC } from './case-rows.ts';
import { SOUND_BODIES } from './sound-bodies.ts';

/** C17: what callers write into `Idempotency-Key` and `If-Match` (what keys do is a story of its own). */

interface Write {
  readonly method: Method;
  readonly path: string;
  readonly body?: object;
  readonly status: number;
}

const ONE = '/appointments/{fresh}/';
const SLOT = '/time-slots/{freshSlot}/';
const { booking, slot } = SOUND_BODIES;

/** Changes of a row that is there. */
const CHANGES: readonly Write[] = [
  { method: 'PUT', path: ONE, body: booking, status: 200 },
  { method: 'PATCH', path: ONE, body: { customer_notes: 'x' }, status: 200 },
  { method: 'DELETE', path: ONE, status: 204 },
  { method: 'POST', path: `${ONE}confirm/`, body: {}, status: 200 },
  { method: 'POST', path: `${ONE}cancel/`, body: {}, status: 200 },
  {
    method: 'POST',
    path: `${ONE}reschedule/`,
    body: { new_date: '{date}', new_time: '10:00' },
    status: 200,
  },
  { method: 'POST', path: `${ONE}assign/`, body: { employee_id: MECHANIC.user_id }, status: 200 },
  { method: 'PUT', path: SLOT, body: slot, status: 200 },
  { method: 'PATCH', path: SLOT, body: { is_available: false }, status: 200 },
  { method: 'DELETE', path: SLOT, status: 204 },
];
const WRITES: readonly Write[] = [
  ...CHANGES,
  { method: 'POST', path: '/appointments/', body: booking, status: 201 },
  { method: 'POST', path: '/time-slots/', body: slot, status: 201 },
];

const VISIBLE = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).join(
  '',
);
const GOOD_KEYS = ['1', '"', VISIBLE, VISIBLE.repeat(3).slice(0, 255)];
const BAD_KEYS = [
  ...[
    '',
    ' ',
    'a b',
    'a\tb',
    'a, b',
    'x'.repeat(256),
    'x'.repeat(8_000),
    'é',
    'a\u007f',
    'a\u0000',
    '\u0001',
  ],
  ...['a\u0080', 'ключ', '🚗', 'a\r\nb', ' a', 'a '],
];

const MALFORMED_TAGS = [
  ...[
    '',
    ' ',
    'x',
    '1',
    '"',
    '"1',
    '1"',
    '"1" "2"',
    ',',
    'W/1',
    'w/"1"',
    'W/',
    'W/ "1"',
    '"a b"',
    '"\u0000"',
  ],
  ...[
    '*, "1"',
    '"1", *',
    '**',
    '"1";',
    '"1"x',
    "'1'",
    '"1",,x',
    '"1"\\',
    '[1]',
    '{"version":1}',
    '"1"\n"2"',
  ],
];
/** Tags that no version has; a weak one is like none (RFC 9110, 13.1.1). */
const OTHER_TAGS = [
  '"0"',
  '"2"',
  '"01"',
  '"1.0"',
  '"-1"',
  '""',
  'W/"1"',
  '"x"',
  '"*"',
  `"${'9'.repeat(500)}"`,
  '"2", "3"',
  'W/"1", "7"',
];
const MATCHING = ['*', '"1"', '"7", "1"', '"1","1"', ' "1" ', 'W/"1", "1"'];

/** The rows of a refused change stay as they are, so that all may share them. */
const shared = (text: string): string =>
  text.replace('{freshSlot}', '{slot}').replace('{fresh}', '{appointment}');
const dated = (body: object | undefined): object | undefined =>
  body === undefined
    ? undefined
    : (JSON.parse(JSON.stringify(body).replace('{date}', '2030-12-16')) as object);

function sending({ method, path, body }: Write, header: string, value: string) {
  return {
    what: `${method} ${path} ${header}: ${shown(value)}`,
    method,
    path: API + path,
    headers: { [header]: value },
    payload: body,
  };
}
const refusing = (write: Write, header: string, value: string) =>
  sending({ ...write, path: shared(write.path), ...bodyOf(write) }, header, value);

function bodyOf({ body }: Write): { readonly body?: object } {
  const sent = dated(body);
  return sent === undefined ? {} : { body: sent };
}

export const CHANGE_HEADERS: readonly BadInput[] = [
  ...pairs(WRITES, BAD_KEYS).map(
    ([write, key]): BadInput => ({
      ...refusing(write, 'idempotency-key', key),
      status: 400,
      answer: { detail: 'The Idempotency-Key must have 1 to 255 visible ASCII characters.' },
    }),
  ),
  // A key is one user's for one operation, so that the operations may share it.
  ...pairs(WRITES, GOOD_KEYS).map(
    ([write, key]): BadInput => ({
      ...sending(write, 'idempotency-key', key),
      status: write.status,
    }),
  ),
  ...pairs(CHANGES, MALFORMED_TAGS).map(
    ([write, tag]): BadInput => ({ ...refusing(write, 'if-match', tag), status: 400 }),
  ),
  ...pairs(CHANGES, OTHER_TAGS).map(
    ([write, tag]): BadInput => ({ ...refusing(write, 'if-match', tag), status: 412 }),
  ),
  ...pairs(CHANGES, MATCHING).map(
    ([write, tag]): BadInput => ({ ...sending(write, 'if-match', tag), status: write.status }),
  ),
  ...['"1",', ',"1"', '"1", , "2"'].map(
    (tag): BadInput => ({
      ...sending({ method: 'PATCH', path: ONE, body: {}, status: 200 }, 'if-match', tag),
      status: [200, 400],
      because: 'empty members of a list may be passed over',
    }),
  ),
  // Whatever it asks for, what is not there is not found, and a wrong body is told first.
  ...['*', '"1"', '"x"'].flatMap((tag): BadInput[] => [
    {
      what: `a missing appointment, if-match: ${tag}`,
      method: 'PATCH',
      path: `${API}/appointments/5eb00000-0000-4000-8000-00000000000f/`,
      headers: { 'if-match': tag },
      payload: {},
      status: 404,
    },
    {
      what: `a wrong body, if-match: ${tag}`,
      method: 'PATCH',
      path: `${API}/appointments/{appointment}/`,
      headers: { 'if-match': tag },
      payload: { duration_minutes: 0 },
      status: 400,
      fields: ['duration_minutes'],
    },
  ]),
];
