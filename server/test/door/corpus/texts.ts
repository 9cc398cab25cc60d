import { API, type BadInput, FORM_TYPE, JSON_TYPE, shown } from './bad-input.ts';
import { OWNER } from './case-rows.ts';
import { SOME_DATE, SOUND_BODIES, withField } from './sound-bodies.ts';
import { EDGE_TEXTS, REFUSED_TEXTS, STORED_TEXTS, trimmed } from './strange-texts.ts';

/** C04: strange texts in every text field, and where a text is looked for. */

/** How a text reaches each of the four text fields. */
interface Way {
  readonly field: 'service_description' | 'customer_notes' | 'internal_notes' | 'reason';
  readonly by: string;
  readonly send: (text: string) => Pick<BadInput, 'method' | 'path' | 'headers' | 'payload'>;
  /** A form: it has no way to write half a character, and its size counts. */
  readonly asForm?: boolean;
}

const { booking } = SOUND_BODIES;
const ONE = `${API}/appointments/{fresh}/`;
const form = (fields: Readonly<Record<string, string>>): string =>
  new URLSearchParams(fields).toString().replaceAll('%7Bdate%7D', '{date}');
const multipart = (fields: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(
    `${Object.entries(fields)
      .map(
        ([name, value]) =>
          `--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      .join('')}--cut--\r\n`,
  );

const WAYS: readonly Way[] = [
  {
    field: 'service_description',
    by: 'JSON of a booking',
    send: (text) => ({
      path: `${API}/appointments/`,
      headers: JSON_TYPE,
      payload: withField(booking, 'service_description', JSON.stringify(text)),
    }),
  },
  {
    field: 'customer_notes',
    by: 'JSON of an edit',
    send: (text) => ({
      method: 'PATCH',
      path: ONE,
      headers: JSON_TYPE,
      payload: `{"customer_notes":${JSON.stringify(text)}}`,
    }),
  },
  {
    field: 'internal_notes',
    by: 'JSON that escapes every character',
    send: (text) => ({
      method: 'PATCH',
      path: ONE,
      headers: JSON_TYPE,
      payload: `{"internal_notes":"${escaped(text)}"}`,
    }),
  },
  {
    field: 'reason',
    by: 'JSON of an action',
    send: (text) => ({
      path: `${ONE}confirm/`,
      headers: JSON_TYPE,
      payload: `{"reason":${JSON.stringify(text)}}`,
    }),
  },
  {
    field: 'service_description',
    by: 'form',
    send: (text) => ({
      path: `${API}/appointments/`,
      headers: FORM_TYPE,
      payload: form({ ...booking, service_description: text }),
    }),
    asForm: true,
  },
  {
    field: 'customer_notes',
    by: 'multipart form',
    send: (text) => ({
      method: 'PATCH',
      path: ONE,
      headers: { 'content-type': 'multipart/form-data; boundary=cut' },
      payload: multipart({ customer_notes: text }),
    }),
    asForm: true,
  },
];

/** Every character as `\uXXXX`, as far as the largest body allows. */
function escaped(text: string): string {
  if (text.length > 10_000) return JSON.stringify(text).slice(1, -1);
  return text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

function accepted(way: Way, text: string): BadInput {
  const value = trimmed(text);
  const request = way.send(text);
  return {
    what: `${way.field} by ${way.by}: ${shown(text)}`,
    ...request,
    status: request.method === undefined && way.field !== 'reason' ? 201 : 200,
    ...(way.field === 'reason' ? { reason: value } : { stored: { [way.field]: value } }),
  };
}

function refused(way: Way, [text, message]: readonly [string, string]): BadInput {
  const { path, payload, ...request } = way.send(text);
  return {
    what: `${way.field} by ${way.by}: ${shown(text)}`,
    ...request,
    path: path.replace('{fresh}', '{appointment}'),
    payload: typeof payload === 'string' ? payload.replace('{date}', SOME_DATE) : payload,
    status: 400,
    answer: { [way.field]: [message] },
  };
}

const LOOKED_FOR = STORED_TEXTS.filter((text) => encodeURIComponent(text).length < 2_000);
const SHORT = STORED_TEXTS.filter((text) => text.length < 5_000);

export const TEXTS: readonly BadInput[] = [
  ...WAYS.flatMap((way) => [
    // The forms are parsers of their own for the same fields: every third text shows as much.
    ...(way.asForm ? SHORT.filter((_, index) => index % 3 === 0) : STORED_TEXTS).map((text) =>
      accepted(way, text),
    ),
    ...REFUSED_TEXTS.filter(
      ([text]) => way.asForm !== true || (text.length < 20_000 && !/\p{Surrogate}/u.test(text)),
    ).map((text) => refused(way, text)),
  ]),
  ...WAYS.slice(0, 1).flatMap((way) => EDGE_TEXTS.map((text) => accepted(way, text))),
  ...LOOKED_FOR.map(
    (text): BadInput => ({
      what: `a filter by ${shown(text)}`,
      method: 'GET',
      path: `${API}/appointments/?status=${encodeURIComponent(text)}&customer_id=${OWNER.person.user_id}`,
      status: 200,
      answer: trimmed(text) === '' ? {} : { count: 0, results: [] },
    }),
  ),
  ...SHORT.map(
    (text): BadInput => ({
      what: `a choice of ${shown(text)}`,
      path: `${API}/appointments/`,
      headers: JSON_TYPE,
      payload: withField(booking, 'appointment_type', JSON.stringify(text)).replace(
        '{date}',
        SOME_DATE,
      ),
      status: 400,
      answer: { appointment_type: [`"${text}" is not a valid choice.`] },
    }),
  ),
];
