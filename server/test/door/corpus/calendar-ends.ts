import { API, type BadInput, type Method } from './bad-input.ts';
import { SOUND_BODIES } from './sound-bodies.ts';

/** C05: the first and the last day that a date can name, where a day more or less has no name. */

const { booking } = SOUND_BODIES;
const FIRST = '0001-01-01';
const LAST = '9999-12-31';
const PAST = { non_field_errors: ['Appointment time must be in the future'] };

const late = (duration_minutes: number) => ({
  ...booking,
  scheduled_date: LAST,
  scheduled_time: '23:30',
  duration_minutes,
});
const read = (path: string): Pick<BadInput, 'what' | 'method' | 'path' | 'status'> => ({
  what: `GET ${path}`,
  method: 'GET',
  path: API + path,
  status: 200,
});
const write = (
  method: Method,
  path: string,
  payload: object,
): Pick<BadInput, 'what' | 'method' | 'path' | 'payload'> => ({
  what: `${method} ${path} ${JSON.stringify(payload)}`,
  method,
  path: API + path,
  payload,
});

export const CALENDAR_ENDS: readonly BadInput[] = [
  ...[30, 60, 1440].map((minutes) => ({
    ...write('POST', '/appointments/', late(minutes)),
    status: minutes === 30 ? 201 : [201, 400],
    because: 'an end in the year 10000 may be refused, as no date names it',
  })),
  {
    ...write('POST', '/appointments/{fresh}/reschedule/', { new_date: LAST, new_time: '23:59' }),
    status: [200, 400],
    because: 'an end in the year 10000 may be refused, as no date names it',
  },
  {
    ...write('PATCH', '/appointments/{fresh}/', { scheduled_date: LAST, scheduled_time: '23:59' }),
    status: [200, 400],
    because: 'an end in the year 10000 may be refused, as no date names it',
  },
  {
    ...write('POST', '/appointments/', {
      ...booking,
      scheduled_date: FIRST,
      scheduled_time: '00:00',
    }),
    status: 400,
    answer: PAST,
  },
  {
    ...write('POST', '/appointments/{appointment}/reschedule/', {
      new_date: FIRST,
      new_time: '00:00',
    }),
    status: 400,
    answer: ['New appointment time must be in the future'],
  },
  ...[FIRST, LAST].flatMap((date): BadInput[] => [
    {
      ...write('POST', '/time-slots/', { date, start_time: '23:00', end_time: '23:59' }),
      status: 201,
      answer: { date },
    },
    { ...write('PATCH', '/time-slots/{freshSlot}/', { date, start_time: '00:00' }), status: 200 },
    {
      ...write('POST', '/time-slots/bulk_create/', { start_date: date, end_date: date }),
      status: 201,
    },
    read(`/appointments/available_slots/?start_date=${date}&end_date=${date}`),
    read(
      `/appointments/available_slots/?start_date=${date}&end_date=${date}&duration_minutes=1440`,
    ),
    read(`/appointments/?start_date=${date}&end_date=${date}`),
    read(`/time-slots/?start_date=${date}&end_date=${date}`),
  ]),
  {
    ...read(`/appointments/available_slots/?start_date=${FIRST}&end_date=${LAST}`),
    status: 400,
    fields: ['non_field_errors'],
  },
  {
    ...write('POST', '/time-slots/bulk_create/', { start_date: FIRST, end_date: LAST }),
    status: 400,
    fields: ['non_field_errors'],
  },
  read('/appointments/?ordering=scheduled_date'),
  read('/appointments/?ordering=-scheduled_date&page=last'),
  read('/time-slots/?page=last'),
];
