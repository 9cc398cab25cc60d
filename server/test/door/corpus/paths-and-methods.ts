import { API, type BadInput, type Caller, type Method, pairs, shown } from './bad-input.ts';

/** C12: every path with every method, and paths that are not quite one. */

const NOBODYS = '5eb00000-0000-4000-8000-00000000000f';
const LIST = ['GET', 'POST', 'HEAD', 'OPTIONS'];
const ONE = ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const ACTION = ['POST', 'OPTIONS'];
const QUERY = ['GET', 'HEAD', 'OPTIONS'];

/** A path, what it serves, and how a method that it serves ends without body and query. */
type Path = readonly [string, readonly string[], { readonly read: number; readonly write: number }];

const PATHS: readonly Path[] = [
  ['/', QUERY, { read: 200, write: 405 }],
  ...[
    '/appointments/',
    '/time-slots/',
    '/appointments/time-slots/',
    '/appointments/appointments/',
  ].map((path): Path => [path, LIST, { read: 200, write: 400 }]),
  ...[
    '/appointments/',
    '/time-slots/',
    '/appointments/time-slots/',
    '/appointments/appointments/',
  ].map((path): Path => [`${path}${NOBODYS}/`, ONE, { read: 404, write: 404 }]),
  ...['confirm', 'start', 'complete', 'no_show', 'cancel', 'reschedule', 'assign'].map(
    (action): Path => [`/appointments/${NOBODYS}/${action}/`, ACTION, { read: 405, write: 404 }],
  ),
  ['/time-slots/bulk_create/', ACTION, { read: 405, write: 400 }],
  ['/appointments/stats/', QUERY, { read: 200, write: 405 }],
  ...[
    'customer_appointments',
    'employee_schedule',
    'vehicle_history',
    'available_slots',
    'calendar',
    'insights',
  ].map((path): Path => [`/appointments/${path}/`, QUERY, { read: 400, write: 405 }]),
  ['/vehicles/', QUERY, { read: 400, write: 405 }],
  ['/employees/', QUERY, { read: 200, write: 405 }],
  ['/customers/', QUERY, { read: 200, write: 405 }],
  [`/appointments/${NOBODYS}/history/`, QUERY, { read: 404, write: 405 }],
  ['/history/', QUERY, { read: 200, write: 405 }],
  ['/appointments/history/', QUERY, { read: 200, write: 405 }],
  [`/history/${NOBODYS}/`, QUERY, { read: 404, write: 405 }],
];
const METHODS: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const OTHER_METHODS: readonly Method[] = ['OPTIONS', 'TRACE', 'PROPFIND'];
const CALLERS: readonly Caller[] = ['admin', 'nobody'];

function onPath(by: Caller, method: Method, [path, allowed, { read, write }]: Path): BadInput {
  const served = allowed.includes(method);
  const reads = method === 'GET' || method === 'HEAD';
  const sent: Omit<BadInput, 'status'> = {
    what: `${method} ${path} by ${by}`,
    by,
    method,
    path: API + path,
    ...(reads || method === 'DELETE' ? {} : { payload: {} }),
  };
  if (by === 'nobody') return { ...sent, status: 401 };
  if (served) return { ...sent, status: reads ? read : write };
  return {
    ...sent,
    status: 405,
    answerHeaders: { allow: allowed.join(', ') },
    ...(method === 'HEAD' ? {} : { answer: { detail: `Method "${method}" not allowed.` } }),
  };
}

/** Below the root of the server, not of the API. */
const NO_PATHS = [
  ...[
    '/api/v1/appointments//',
    '//api/v1/appointments/',
    '/api//v1/appointments/',
    '/api/v1//appointments/',
  ],
  ...[
    '/api/v1/Appointments/',
    '/api/v1/APPOINTMENTS/',
    '/API/v1/appointments/',
    '/api/V1/appointments/',
  ],
  ...[
    '/api/v1/appointment/',
    '/api/v1/appointmentss/',
    '/api/v2/appointments/',
    '/api/v/appointments/',
    '/api/',
  ],
  ...[
    '/v1/appointments/',
    '/appointments/',
    '/',
    '/api/v1/x/',
    '/api/v1/time_slots/',
    '/api/v1/timeslots/',
  ],
  ...[
    '/api/v1/appointments%2F',
    '/api/v1%2Fappointments/',
    '/api/v1/appointments%00/',
    '/%61pi%00/',
    '/%00',
  ],
  ...[
    `/api/v1/appointments/${NOBODYS}/confirm/x/`,
    `/api/v1/appointments/${NOBODYS}/x/`,
    '/api/v1/appointments/x/y/z/',
  ],
  ...[
    `/api/v1/appointments/${NOBODYS}%2Fconfirm/`,
    `/api/v1/appointments/${NOBODYS}.json`,
    '/api/v1/appointments.json',
  ],
  ...[
    `/api/v1/appointments/${NOBODYS};a=b/`,
    '/api/v1/appointments;a=b/',
    '/api/v1/appointments,/',
    '/api/v1/*/',
  ],
  ...[
    '/api/v1/appointments/*/',
    '/api/v1/appointments/:id/',
    '/api/v1/appointments/{id}/',
    '/api/v1/:x/',
    '/*',
  ],
  ...[
    '/api/v1/appointments/%20/',
    '/api/v1/appointments/%0d%0aX:y/',
    '/api/v1/appointments/%09/',
    '/%20/',
    '/~root/',
  ],
  ...[
    '/.env',
    '/.git/config',
    '/etc/passwd',
    '/wp-login.php',
    '/actuator/health',
    '/server-status',
    '/metrics',
  ],
  ...[
    '/admin/',
    '/console',
    '/debug',
    '/graphql',
    '/favicon.ico',
    '/robots.txt',
    '/node_modules/',
    '/package.json',
  ],
  ...[
    '/openapi.json',
    '/schema.sql',
    '/health/x/',
    '/healthz',
    '/health/ready/x',
    '/api/v1/auth/',
    '/api/v1/auth/x/',
  ],
  ...[
    '/api/v1/historyX/',
    '/api/v1/appointments/historyX/',
    '/api/v1/appointments/time-slotsX/',
    '/nowhere/',
  ],
  ...[
    `/api/v1/appointments/${'a'.repeat(8_192)}/`,
    `/${'a/'.repeat(4_000)}`,
    `/api/v1/${'%41'.repeat(2_500)}/`,
  ],
];
const BAD_ESCAPES = [
  '%',
  '%z',
  '%zz',
  '%0',
  '%E0%A4%A',
  '%ff',
  '%c0%af',
  '%u0041',
  '%%30',
  '%80',
  '%ed%a0%80',
  'x%',
];

const read = (path: string): BadInput => ({
  what: `GET ${shown(path, 200)}`,
  method: 'GET',
  path,
  status: 404,
});

const OVERRIDES = ['x-http-method-override', 'x-method-override', 'x-http-method', '_method'];

export const PATHS_AND_METHODS: readonly BadInput[] = [
  ...pairs(CALLERS, METHODS).flatMap(([by, method]) =>
    PATHS.map((path) => onPath(by, method, path)),
  ),
  ...pairs(OTHER_METHODS, PATHS).map(
    ([method, [path]]): BadInput => ({
      what: `${method} ${path}`,
      method,
      path: API + path,
      status: [200, 404, 405],
      because: 'no client uses these methods, and nothing may happen',
    }),
  ),
  ...NO_PATHS.flatMap((path): BadInput[] => [
    {
      ...read(path),
      status: path.endsWith('/') ? 404 : [404, 301],
      because: 'a read of what may be an id is sent to its slash first',
    },
    {
      ...read(path),
      what: `POST ${shown(path, 200)}`,
      method: 'POST',
      payload: {},
      status: [404, 405],
      because: 'one appointment takes no POST, whatever stands where its id should',
    },
  ]),
  ...pairs(
    ['/api/v1/appointments/@/', '/api/v1/@/', '/@', '/api/v1/time-slots/@/'],
    BAD_ESCAPES,
  ).map(
    ([path, broken]): BadInput => ({
      ...read(path.replace('@', broken)),
      status: [400, 404],
      because: 'what cannot be decoded is no request, or names nothing',
    }),
  ),
  // Reads are sent to the slash with their query, writes are served (contract 1.1).
  ...pairs(['GET', 'HEAD'] as const, PATHS).map(
    ([method, [path]]): BadInput => ({
      what: `${method} ${path} without its slash`,
      method,
      path: `${API}${path.slice(0, -1)}?x=%0d%0aSet-Cookie:a&y=//evil.test`,
      status: [301, 405],
      because: 'a path that is only posted to answers 405 with and without the slash',
    }),
  ),
  {
    what: 'the redirect keeps the query and stays on the host',
    method: 'GET',
    path: `${API}/appointments?next=//evil.test/%0d%0aX:y&page=1`,
    status: 301,
    answerHeaders: { location: `${API}/appointments/?next=//evil.test/%0d%0aX:y&page=1` },
  },
  ...PATHS.filter(([, allowed]) => allowed.includes('POST')).map(
    ([path, , { write }]): BadInput => ({
      what: `POST ${path} without its slash`,
      path: API + path.slice(0, -1),
      payload: {},
      status: write,
    }),
  ),
  // What a header or a parameter asks for is not what the method asks for.
  ...pairs(OVERRIDES, ['DELETE', 'PUT', 'PATCH', 'POST']).flatMap(([name, method]): BadInput[] => [
    {
      what: `GET with ${name}: ${method}`,
      method: 'GET',
      path: `${API}/appointments/{appointment}/`,
      headers: { [name]: method },
      status: 200,
    },
    {
      what: `GET with ?${name}=${method}`,
      method: 'GET',
      path: `${API}/appointments/{appointment}/?${name}=${method}`,
      status: 200,
    },
    {
      what: `POST with ${name}: ${method}`,
      path: `${API}/appointments/{appointment}/`,
      headers: { [name]: method },
      payload: { [name]: method },
      status: 405,
    },
  ]),
];
