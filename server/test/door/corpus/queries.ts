import { API, type BadInput, pairs, shown } from './bad-input.ts';
import { OWNER } from './case-rows.ts';

/** C07: query strings; what is not known is ignored, what is known and wrong is told. */

const ID = OWNER.person.user_id;
const DATE_WRONG = ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'];
const PAGED = ['/appointments/', '/time-slots/', '/history/'];
const RANGE = 'start_date=2030-12-16&end_date=2030-12-17';
const READ = [
  '/appointments/',
  '/history/',
  '/appointments/{appointment}/',
  `/appointments/available_slots/?${RANGE}`,
];

const BAD_PAGES = [
  ...[
    '0',
    '-1',
    '-0',
    '1.0',
    '1.5',
    '1e1',
    'x',
    'first',
    'LAST',
    'last%20',
    'null',
    'NaN',
    'Infinity',
  ],
  ...[
    '1000000000',
    '999999999999999999999999',
    '0x1',
    '1,2',
    '1;2',
    "1' or '1'='1",
    '%00',
    '%F0%9F%9A%97',
  ],
  ...[
    '%2B1',
    '--1',
    '1_0',
    '%D9%A1',
    '%EF%BC%91',
    '2147483648',
    '-9223372036854775809',
    '1%001',
    '[1]',
  ],
];
const GOOD_PAGES = ['', '1', '01', '%201%20', '+1', 'last', '00000000000000000001'];

const ORDERINGS = [
  ...[
    'internal_notes',
    '-internal_notes',
    'customer_notes',
    'guarded',
    'adopted',
    'occupies',
    'version',
  ],
  ...[
    'password',
    'id',
    '-id',
    '--id',
    '-',
    '',
    ',',
    ',,,',
    '-,-',
    'id,id,id',
    'id,-id',
    ' id ',
    'ID',
  ],
  ...[
    'id%20desc',
    'id;drop%20table%20x',
    '1',
    '1,2',
    '(select%201)',
    '*',
    'customer__email',
    'id.x',
    '"id"',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '%00',
    'id%00',
    '🚗',
    '?',
    '-scheduled_date,scheduled_time',
  ],
  ...['date', '-start_time', 'available_capacity', 'changed_at', '-change_reason', 'id%2C-status'],
];
const LONG_ORDERING = `?ordering=${'status,'.repeat(1_000)}id`;

/** Parameters that nobody knows, or that other services know. */
const UNKNOWN = [
  ...[
    'page_size=0',
    'page_size=101',
    'page_size=1000000000',
    'page_size=x',
    'limit=0',
    'limit=-1',
    'offset=5',
  ],
  ...[
    'search=x',
    'search=%27%20or%201=1',
    'q=x',
    '_t=1',
    'date_from=x',
    'date_to=2020-01-01',
    'fields=id',
  ],
  ...[
    'approval_status=pending',
    'format=json',
    'include=secrets',
    'expand=all',
    'deleted=true',
    'debug=1',
  ],
  ...[
    'status[]=x',
    'status[a]=x',
    'customer_id[]=x',
    'customer_id[$ne]=x',
    'page[]=9',
    'page[number]=9',
  ],
  ...[
    'ordering[]=id',
    'start_date[gte]=x',
    'a[]=1',
    'a[b]=1',
    'a[b][c][d]=1',
    'a.b=1',
    'a%5Bb%5D=1',
  ],
  ...[
    '__proto__=x',
    '__proto__[x]=y',
    'constructor.prototype.x=y',
    'toString=x',
    'hasOwnProperty=1',
  ],
  ...[
    '=',
    '=x',
    '&',
    '&&&',
    '%',
    '%%',
    '%zz=1',
    'a=%zz',
    'a=%',
    '%00=1',
    'a=%00',
    'a=%ff',
    '%c0%af=1',
  ],
  ...[
    'a=b=c',
    'a;b=c',
    '?',
    '??a=1',
    'a=?',
    'a=//',
    '+',
    'a=+',
    '🚗=🚗',
    'status%00=x',
    'Status=x',
    'PAGE=9',
  ],
  ...[
    'customer_id%20=x',
    '%20customer_id=x',
    'user_role=admin',
    'token=x',
    'access_token=x',
    '_method=DELETE',
  ],
];

const read = (path: string): BadInput => ({
  what: `GET ${shown(path, 200)}`,
  method: 'GET',
  path: API + path,
  status: 200,
});
const wrong = (path: string, field: string, messages?: readonly string[]): BadInput => ({
  ...read(path),
  status: 400,
  fields: [field],
  ...(messages === undefined ? {} : { answer: { [field]: messages } }),
});
const withQuery = (path: string, query: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}${query}`;

const SLOTS = '/appointments/available_slots/';

export const QUERIES: readonly BadInput[] = [
  ...pairs(PAGED, BAD_PAGES).map(
    ([path, page]): BadInput => ({
      ...read(`${path}?page=${page}`),
      status: 404,
      answer: { detail: 'Invalid page.' },
    }),
  ),
  ...pairs(PAGED, GOOD_PAGES).map(([path, page]) => read(`${path}?page=${page}`)),
  ...pairs(PAGED, [...ORDERINGS.map((name) => `?ordering=${name}`), LONG_ORDERING]).map(
    ([path, ordering]) => read(path + ordering),
  ),
  ...pairs(READ, UNKNOWN).map(([path, query]) => read(withQuery(path, query))),
  ...['foo', 'PENDING', 'pending ', 'null', '%', '_', '*', "' or 1=1"].map(
    (status): BadInput => ({
      ...read(`/appointments/?status=${encodeURIComponent(status)}x&page=1`),
      answer: { count: 0, next: null, previous: null, results: [] },
    }),
  ),
  // The last of repeated parameters counts, wherever the wrong one stands.
  read(`/appointments/?customer_id=x&customer_id=${ID}`),
  wrong(`/appointments/?customer_id=${ID}&customer_id=x`, 'customer_id'),
  read('/appointments/?page=9&page=1'),
  read('/appointments/?start_date=x&start_date='),
  read(`/appointments/?${'status=foo&'.repeat(700)}status=`),
  read(`/appointments/?${Array.from({ length: 1_000 }, (_, n) => `p${n}=1`).join('&')}`),
  read(`/appointments/?x=${'a'.repeat(8_000)}`),
  // A filter that is empty is none, and one bound is enough (contract 2.4).
  ...['status', 'appointment_type', 'customer_id', 'employee_id', 'start_date', 'end_date'].map(
    (name) => read(`/appointments/?${name}=`),
  ),
  ...['/appointments/', '/time-slots/'].flatMap((path) => [
    read(`${path}?start_date=2030-12-16`),
    read(`${path}?end_date=2030-12-16`),
    { ...read(`${path}?start_date=2030-12-17&end_date=2030-12-16`), answer: { count: 0 } },
    wrong(`${path}?start_date=x`, 'start_date', DATE_WRONG),
    wrong(`${path}?start_date=2030-12-16&end_date=x`, 'end_date', DATE_WRONG),
    { ...wrong(`${path}?start_date=x&end_date=x`, ''), fields: ['start_date', 'end_date'] },
  ]),
  ...[
    ['customer_appointments', 'customer_id'],
    ['employee_schedule', 'employee_id'],
    ['vehicle_history', 'vehicle_id'],
  ].flatMap(([path = '', name = '']) =>
    ['', '?', `?${name}=`, `?${name}[]=${ID}`, `?${name.toUpperCase()}=${ID}`, `?id=${ID}`].map(
      (query): BadInput => ({
        ...read(`/appointments/${path}/${query}`),
        status: 400,
        answer: { error: `${name} parameter is required` },
      }),
    ),
  ),
  { ...wrong(SLOTS, ''), fields: ['start_date', 'end_date'] },
  wrong(`${SLOTS}?start_date=2030-12-16`, 'end_date', ['This field is required.']),
  wrong(`${SLOTS}?end_date=2030-12-16`, 'start_date', ['This field is required.']),
  wrong(`${SLOTS}?start_date=&end_date=2030-12-16`, 'start_date'),
  wrong(`${SLOTS}?start_date=2030-12-17&end_date=2030-12-16`, 'non_field_errors', [
    'end_date must be after start_date',
  ]),
  ...['0', '-1', '1441', '1.5', 'x', '1e2', '%00', '2147483648', 'NaN', '0x10', '60m', '[]'].map(
    (minutes) => wrong(`${SLOTS}?${RANGE}&duration_minutes=${minutes}`, 'duration_minutes'),
  ),
  ...['', '1', '1440', '+60', '%2060%20', '60.0', '0060'].map((minutes) =>
    read(`${SLOTS}?${RANGE}&duration_minutes=${minutes}`),
  ),
  // On one appointment the filters of the list mean nothing (contract 2.4).
  ...['status=foo', 'customer_id=x', 'start_date=x', 'page=0', 'ordering=x'].map((query) =>
    read(`/appointments/{appointment}/?${query}`),
  ),
];
