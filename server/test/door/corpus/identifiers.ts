import { API, type BadInput, JSON_TYPE, type Method, pairs, shown } from './bad-input.ts';
import { OWNER } from './case-rows.ts';
import { SOME_DATE, SOUND_BODIES, withField } from './sound-bodies.ts';

/** C06: identifiers in paths, filters and bodies. */

const ID = OWNER.person.user_id;
const UNKNOWN = 'a8c27968-d6eb-44c2-8058-f4aa75a48a31';
const PLAIN = UNKNOWN.replaceAll('-', '');

/** What is no UUID in any spelling. */
const NO_IDS = [
  ...[
    'x',
    '1',
    '-1',
    '0',
    '5',
    'null',
    'undefined',
    'true',
    'NaN',
    '*',
    '%',
    '_',
    '-',
    '--',
    '.uuid',
  ],
  ...[
    UNKNOWN.slice(0, 35),
    `${UNKNOWN}0`,
    `0${UNKNOWN}`,
    PLAIN.slice(0, 31),
    `${PLAIN}0`,
    `${UNKNOWN}-`,
  ],
  ...[
    UNKNOWN.replace('a', 'g'),
    `0x${PLAIN}`,
    `${UNKNOWN}\0`,
    `\0${UNKNOWN}`,
    `${UNKNOWN}\n`,
    `\t${UNKNOWN}`,
  ],
  ...[
    ` ${UNKNOWN}`,
    `${UNKNOWN} `,
    `${UNKNOWN}\u200b`,
    `\ufeff${UNKNOWN}`,
    UNKNOWN.replaceAll('-', '–'),
  ],
  ...[UNKNOWN.replaceAll('-', '_'), UNKNOWN.replaceAll('-', ' '), UNKNOWN.replaceAll('-', '--')],
  ...[
    UNKNOWN.replace('8', '８'),
    UNKNOWN.replace('a', 'а'),
    `(${UNKNOWN})`,
    `<${UNKNOWN}>`,
    `"${UNKNOWN}"`,
  ],
  ...[
    `{${UNKNOWN}`,
    `${UNKNOWN}}`,
    `{{${UNKNOWN}}}`,
    `urn:${UNKNOWN}`,
    `uuid:${UNKNOWN}`,
    'urn:uuid:',
    '{}',
  ],
  ...[`${UNKNOWN},${UNKNOWN}`, `${UNKNOWN}|1`, `[${UNKNOWN}]`, `${UNKNOWN}.json`],
  ...[
    '1 or 1=1',
    "' or ''='",
    `${UNKNOWN}' --`,
    `${UNKNOWN}::uuid`,
    '../../etc/passwd',
    '..\\..',
    '%2e%2e',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '[object Object]',
    '{"$ne":null}',
    '$where',
  ],
  ...[
    '🚗',
    'é',
    'ID',
    'a'.repeat(36),
    '-'.repeat(36),
    '-'.repeat(32),
    '0'.repeat(33),
    'a'.repeat(3_000),
  ],
  ...[
    'a8c27968-d6eb44c2-8058-f4aa75a48a31',
    'a8c27968d6eb-44c2-8058-f4aa75a48a31',
    `${PLAIN.slice(0, 31)}-`,
  ],
];

/** Right spellings of ids that nobody has. */
const NOBODYS = [
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '00000000-0000-4000-8000-000000000000',
  '0'.repeat(32),
  UNKNOWN,
  UNKNOWN.toUpperCase(),
  PLAIN,
  PLAIN.toUpperCase(),
];
/** Accepted in bodies and filters, but no path (contract 1.1 and 1.5). */
const WRAPPED = [
  `{${UNKNOWN}}`,
  `urn:uuid:${UNKNOWN}`,
  `URN:UUID:${UNKNOWN.toUpperCase()}`,
  `{${PLAIN}}`,
];

/** Paths that carry an id, and a method that the path serves. */
const PATHS: readonly (readonly [Method, string, string])[] = [
  ['GET', '/appointments/', '/'],
  ['PATCH', '/appointments/', '/'],
  ['GET', '/appointments/', '/history/'],
  ['POST', '/appointments/', '/confirm/'],
  ['DELETE', '/time-slots/', '/'],
  ['GET', '/history/', '/'],
];
const FILTERS: readonly (readonly [string, string])[] = [
  ['/appointments/?customer_id=', 'customer_id'],
  ['/appointments/?employee_id=', 'employee_id'],
  ['/appointments/customer_appointments/?customer_id=', 'customer_id'],
  ['/appointments/employee_schedule/?employee_id=', 'employee_id'],
  ['/appointments/vehicle_history/?vehicle_id=', 'vehicle_id'],
  ['/history/?appointment_id=', 'appointment_id'],
];
const { booking } = SOUND_BODIES;
const BODIES: readonly (readonly [string, object, string])[] = [
  ['/appointments/', booking, 'customer_id'],
  ['/appointments/', booking, 'vehicle_id'],
  ['/appointments/', booking, 'assigned_employee_id'],
  ['/appointments/{appointment}/assign/', {}, 'employee_id'],
];
const NOT_FOUND: Readonly<Record<string, readonly string[]>> = {
  customer_id: ['Customer not found', 'Vehicle does not belong to this customer'],
  vehicle_id: ['Vehicle not found'],
  assigned_employee_id: ['Employee not found'],
};
const INVALID = ['Must be a valid UUID.'];

/** A path keeps what a URL would resolve or a server split. */
const inPath = (id: string): string => encodeURIComponent(id).replaceAll('.', '%2E');

const filtered = ([path]: readonly [string, string], id: string): BadInput => ({
  what: `GET ${path}${shown(id)}`,
  method: 'GET',
  path: API + path + encodeURIComponent(id),
  status: 200,
});

export const IDENTIFIERS: readonly BadInput[] = [
  ...pairs(PATHS, [...NO_IDS, ...NOBODYS, ...WRAPPED]).map(
    ([[method, before, after], id]): BadInput => ({
      what: `${method} ${before}${shown(id)}${after}`,
      method,
      path: `${API}${before}${inPath(id)}${after}`,
      ...(method === 'PATCH' ? { payload: {} } : {}),
      status: 404,
      answer: { detail: 'Not found.' },
    }),
  ),
  ...pairs(FILTERS, NO_IDS).map(
    ([filter, id]): BadInput => ({
      ...filtered(filter, id),
      status: 400,
      answer: { [filter[1]]: INVALID },
    }),
  ),
  ...pairs(FILTERS, [...NOBODYS, ...WRAPPED]).map(([filter, id]) => filtered(filter, id)),
  ...pairs(BODIES, NO_IDS).map(
    ([[path, body, field], id]): BadInput => ({
      what: `POST ${path} ${field}: ${shown(id)}`,
      path: API + path,
      headers: JSON_TYPE,
      payload: withField(body, field, JSON.stringify(id)).replace('{date}', SOME_DATE),
      status: 400,
      answer: { [field]: INVALID },
    }),
  ),
  ...pairs(BODIES, [...NOBODYS, ...WRAPPED]).map(
    ([[path, body, field], id]): BadInput => ({
      what: `POST ${path} ${field} of nobody: ${shown(id)}`,
      path: API + path,
      headers: JSON_TYPE,
      payload: withField(body, field, JSON.stringify(id)).replace('{date}', SOME_DATE),
      status: 400,
      answer: path.endsWith('assign/')
        ? ['Employee not found']
        : { non_field_errors: NOT_FOUND[field] },
    }),
  ),
  ...[ID.toUpperCase(), ID.replaceAll('-', ''), `{${ID}}`, `urn:uuid:${ID}`].map(
    (id): BadInput => ({
      what: `a booking for ${id}`,
      path: `${API}/appointments/`,
      headers: JSON_TYPE,
      payload: withField(booking, 'customer_id', JSON.stringify(id)),
      status: 201,
      stored: { customer_id: ID },
    }),
  ),
];
