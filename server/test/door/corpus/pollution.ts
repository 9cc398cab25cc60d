import { API, type BadInput, FORM_TYPE, JSON_TYPE, pairs, shown } from './bad-input.ts';
import { OWNER } from './case-rows.ts';
import { SOUND_BODIES } from './sound-bodies.ts';

/** C22: keys that reach for the prototype of all objects, in bodies, forms, queries and paths. */

const { booking } = SOUND_BODIES;
const TEXT = JSON.stringify(booking).slice(1, -1);

/** JSON members put beside those of a sound body. */
const MEMBERS = [
  '"__proto__":{"polluted":true}',
  '"__proto__":{"status":"completed","is_admin":true}',
  '"__proto__":null',
  '"__proto__":"x"',
  '"__proto__":[]',
  '"__proto__":{"__proto__":{"polluted":true}}',
  '"\\u005f_proto__":{"polluted":true}',
  '"constructor":{"prototype":{"polluted":true}}',
  '"constructor":null',
  '"prototype":{"polluted":true}',
  '"toString":null',
  '"valueOf":"x"',
  '"hasOwnProperty":1',
  '"toJSON":{"polluted":true}',
  '"__defineGetter__":{"polluted":true}',
  '"__lookupSetter__":{"polluted":true}',
  '"then":true',
  '"length":1000000000',
];
/** Fields that are there only by way of the prototype are not there. */
const INHERITED: readonly (readonly [string, string, readonly string[]])[] = [
  ['/appointments/', `{"__proto__":{${TEXT}}}`, Object.keys(booking)],
  ['/appointments/', `{"constructor":{"prototype":{${TEXT}}}}`, Object.keys(booking)],
  ['/appointments/{appointment}/assign/', '{"__proto__":{"employee_id":"x"}}', ['employee_id']],
  ['/appointments/{appointment}/assign/', '{"__proto__":{"employee_ids":["x"]}}', ['employee_id']],
  ['/appointments/{appointment}/assign/', '{"employee_ids":{"__proto__":["x"]}}', ['employee_id']],
  [
    '/appointments/{appointment}/reschedule/',
    '{"__proto__":{"new_date":"x"}}',
    ['new_date', 'new_time'],
  ],
  ['/time-slots/', '{"__proto__":{"date":"x"}}', ['date', 'start_time', 'end_time']],
];
const QUERIES = [
  ...[
    '__proto__=x',
    '__proto__[polluted]=1',
    '__proto__.polluted=1',
    '__proto__[]=1',
    '%5f_proto__=x',
    '__proto__',
  ],
  ...[
    'constructor[prototype][polluted]=1',
    'constructor.prototype.polluted=1',
    'constructor=x',
    'prototype=x',
  ],
  ...[
    'a[__proto__][polluted]=1',
    'a[constructor][prototype][polluted]=1',
    'toString=x',
    'hasOwnProperty=x',
  ],
];
const READ = ['/appointments/', '/time-slots/', '/history/', '/appointments/stats/'];
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

export const POLLUTION: readonly BadInput[] = [
  ...MEMBERS.flatMap((member): BadInput[] => [
    {
      what: `a booking with ${member}`,
      path: `${API}/appointments/`,
      headers: JSON_TYPE,
      payload: `{${TEXT},${member}}`,
      status: 201,
      stored: { status: 'pending', customer_id: OWNER.person.user_id },
    },
    {
      what: `an action with ${member}`,
      path: `${API}/appointments/{fresh}/confirm/`,
      headers: JSON_TYPE,
      payload: `{${member}}`,
      status: 200,
      reason: '',
    },
    {
      what: `an edit with ${member}`,
      method: 'PATCH',
      path: `${API}/appointments/{fresh}/`,
      headers: JSON_TYPE,
      payload: `{${member},"customer_notes":"kept"}`,
      status: 200,
      stored: { customer_notes: 'kept', status: 'pending' },
    },
    {
      what: `a text that is an object with ${member}`,
      path: `${API}/appointments/{appointment}/cancel/`,
      headers: JSON_TYPE,
      payload: `{"reason":{${member}}}`,
      status: 400,
      fields: ['reason'],
    },
    {
      what: `a login with ${member}`,
      by: 'nobody',
      path: `${API}/auth/login/`,
      headers: JSON_TYPE,
      payload: `{"email":"x","password":"y",${member}}`,
      status: [400, 401],
      because: 'what is wrong with a login is for the authentication service to say',
    },
  ]),
  ...INHERITED.map(
    ([path, payload, fields]): BadInput => ({
      what: `POST ${path} ${shown(payload)}`,
      path: API + path,
      headers: JSON_TYPE,
      payload,
      status: 400,
      fields,
    }),
  ),
  ...pairs(READ, QUERIES).map(
    ([path, query]): BadInput => ({
      what: `GET ${path}?${query}`,
      method: 'GET',
      path: `${API}${path}?${query}`,
      status: 200,
    }),
  ),
  ...QUERIES.map(
    (text): BadInput => ({
      what: `a form of ${text}`,
      path: `${API}/appointments/{fresh}/confirm/`,
      headers: FORM_TYPE,
      payload: text,
      status: 200,
      reason: '',
    }),
  ),
  ...NAMES.flatMap((name): BadInput[] => [
    {
      what: `a form part ${name}`,
      path: `${API}/appointments/{fresh}/confirm/`,
      headers: { 'content-type': 'multipart/form-data; boundary=cut' },
      payload: `--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nx\r\n--cut--\r\n`,
      status: 200,
      reason: '',
    },
    { what: `the path ${name}`, method: 'GET', path: `${API}/${name}/`, status: 404 },
    { what: `the id ${name}`, method: 'GET', path: `${API}/appointments/${name}/`, status: 404 },
    {
      what: `the order ${name}`,
      method: 'GET',
      path: `${API}/appointments/?ordering=${name},-${name}`,
      status: 200,
    },
    {
      what: `the type ${name}`,
      path: `${API}/appointments/`,
      payload: { ...booking, scheduled_date: '2030-12-16', appointment_type: name },
      status: 400,
      answer: { appointment_type: [`"${name}" is not a valid choice.`] },
    },
    {
      what: `the status ${name}`,
      method: 'PATCH',
      path: `${API}/appointments/{appointment}/`,
      payload: { status: name },
      status: 400,
      answer: { status: [`"${name}" is not a valid choice.`] },
    },
  ]),
];
