import { API, type BadInput, JSON_TYPE, type Method, shown } from './bad-input.ts';
import { SOUND_BODIES, withField } from './sound-bodies.ts';
import { DATES, NO_DATES, NO_TIMES, TIMES } from './written-times.ts';

/** C05: dates and times that do not exist, are written otherwise, or lie at the end of the calendar. */

const DATE = 'Date has wrong format. Use one of these formats instead: YYYY-MM-DD.';
const TIME = 'Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].';

interface Field {
  readonly method: Method;
  readonly path: string;
  readonly body: object;
  readonly field: string;
  readonly column: string;
}
const { booking, reschedule } = SOUND_BODIES;
const BOOK = { method: 'POST', path: `${API}/appointments/`, body: booking } as const;
const MOVE = {
  method: 'POST',
  path: `${API}/appointments/{fresh}/reschedule/`,
  body: reschedule,
} as const;
const EDIT = { method: 'PATCH', path: `${API}/appointments/{fresh}/`, body: {} } as const;
const SLOT = { method: 'PATCH', path: `${API}/time-slots/{freshSlot}/`, body: {} } as const;
const SLOT_END = { ...SLOT, body: { start_time: '00:00' } } as const;

const DATE_FIELDS: readonly Field[] = [
  { ...BOOK, field: 'scheduled_date', column: 'scheduled_date' },
  { ...MOVE, field: 'new_date', column: 'scheduled_date' },
  { ...EDIT, field: 'scheduled_date', column: 'scheduled_date' },
  { ...SLOT, field: 'date', column: 'date' },
];
const TIME_FIELDS: readonly Field[] = [
  { ...BOOK, field: 'scheduled_time', column: 'scheduled_time' },
  { ...MOVE, field: 'new_time', column: 'scheduled_time' },
  { ...EDIT, field: 'scheduled_time', column: 'scheduled_time' },
];

function sending(to: Field, text: string): BadInput {
  return {
    what: `${to.method} ${to.path} ${to.field}: ${shown(text)}`,
    method: to.method,
    path: to.path,
    headers: JSON_TYPE,
    payload: withField(to.body, to.field, JSON.stringify(text)),
    status: to === BOOK || to.path === BOOK.path ? 201 : 200,
  };
}

function refusing(to: Field, text: string, message: string): BadInput {
  const sent = sending(to, text);
  return {
    ...sent,
    path: to.path.replace('{fresh}', '{appointment}').replace('{freshSlot}', '{slot}'),
    payload: String(sent.payload).replace('{date}', '2030-12-16'),
    status: 400,
    fields: [to.field],
    answer: { [to.field]: [message] },
  };
}

/** The kept time as the database writes it. */
const MINUTES_OF_A_TIME = { duration_minutes: 1 };

export const DAYS_AND_TIMES: readonly BadInput[] = [
  ...DATE_FIELDS.flatMap((to, index) => [
    // Each field has an hour of its own, since all ask for the same few days.
    ...DATES.map(
      ([text, kept]): BadInput => ({
        ...sending({ ...to, body: { ...to.body, ...hour(to, index) } }, text),
        stored: { [to.column]: kept },
      }),
    ),
    ...NO_DATES.map((text) => refusing(to, text, DATE)),
  ]),
  ...TIME_FIELDS.flatMap((to) => [
    ...TIMES.map(([text, kept]): BadInput => {
      const body = to.path === MOVE.path ? to.body : { ...to.body, ...MINUTES_OF_A_TIME };
      return { ...sending({ ...to, body }, text), answer: timeTold(to, kept) };
    }),
    ...NO_TIMES.map((text) => refusing(to, text, TIME)),
  ]),
  ...[SLOT_END].flatMap((to) =>
    NO_TIMES.map((text) => refusing({ ...to, field: 'end_time', column: 'end_time' }, text, TIME)),
  ),
  ...NO_DATES.filter((text) => text.length < 1_000).flatMap((text): BadInput[] =>
    ['/appointments/?start_date=', '/time-slots/?end_date=', '/appointments/?end_date='].map(
      (path): BadInput => ({
        what: `GET ${path}${shown(text)}`,
        method: 'GET',
        path: `${API}${path}${encodeURIComponent(text)}`,
        status: 400,
        answer: { [path.includes('start') ? 'start_date' : 'end_date']: [DATE] },
      }),
    ),
  ),
];

function hour(to: Field, index: number): object {
  if (to.path === SLOT.path) return { start_time: '20:00', end_time: '21:00' };
  const time = `0${index + 2}:00`;
  return to.path === MOVE.path ? { new_time: time } : { scheduled_time: time };
}

/** Answers write a fraction with six digits, if there is one (contract 1.6). */
function timeTold(to: Field, kept: string): object {
  const [clock = '', fraction] = kept.split('.');
  const told = fraction === undefined ? clock : `${clock}.${fraction.padEnd(6, '0')}`;
  return to.path === MOVE.path
    ? { appointment: { scheduled_time: told } }
    : { scheduled_time: told };
}
