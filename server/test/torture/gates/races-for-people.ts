import { assign, book, edit, move, remove, reschedule } from './acts.ts';
import type { Race } from './race.ts';
import type { GivenAppointment, Scene } from './scene.ts';

const ten: GivenAppointment['at'] = [0, '10:00'];
const half: GivenAppointment['at'] = [0, '10:30'];

const withEmployee = ({ employees }: Scene) => ({ assigned_employee_id: employees[0] });
const overlapping = { a: { owner: 0, at: ten }, b: { owner: 1, at: half } } as const;

/** Races for a customer's or an employee's time. */
export const RACES_FOR_PEOPLE: readonly Race[] = [
  {
    name: 'one customer books two overlapping hours',
    given: {},
    writers: [book(0, ten), book(0, half)],
    oneByOne: { '01': '201 400', '10': '400 201' },
  },
  {
    name: "a customer books over midnight into one's own next morning",
    given: {},
    writers: [book(0, [0, '23:30']), book(0, [1, '00:15'])],
    oneByOne: { '01': '201 400', '10': '400 201' },
  },
  {
    name: 'a booking and a reschedule of the same customer to one hour',
    given: { appointments: { a: { owner: 0, at: [1, '12:00'] } } },
    writers: [book(0, ten), reschedule('a', half)],
    oneByOne: { '01': '201 400', '10': '400 200' },
  },
  {
    name: 'a job is given to a customer who is booking that hour',
    given: { appointments: { a: { owner: 1, at: half } } },
    writers: [
      edit('a', ({ owners }) => ({
        customer_id: owners[0]?.person.user_id,
        vehicle_id: owners[0]?.car.vehicle_id,
      })),
      book(0, ten),
    ],
    oneByOne: { '01': '200 400', '10': '400 201' },
  },
  {
    name: 'one employee is given two overlapping jobs',
    given: { appointments: overlapping },
    writers: [assign('a', 0), assign('b', 0)],
    oneByOne: { '01': '200 400', '10': '400 200' },
  },
  {
    name: 'two employees are given one job',
    given: { appointments: { a: { owner: 0, at: ten } } },
    writers: [assign('a', 0), assign('a', 1)],
    oneByOne: { '01': '200 200', '10': '200 200' },
  },
  {
    name: 'an employee is given a job while the own one is moved into it',
    given: {
      appointments: { a: { owner: 0, at: ten }, b: { owner: 1, at: [1, '10:30'], employee: 0 } },
    },
    writers: [assign('a', 0), reschedule('b', half)],
    oneByOne: { '01': '200 400', '10': '400 200' },
  },
  {
    name: 'a booking with an employee and an assignment of the same',
    given: { appointments: { a: { owner: 1, at: half } } },
    writers: [book(0, ten, withEmployee), assign('a', 0)],
    oneByOne: { '01': '201 400', '10': '400 200' },
  },
  {
    name: 'an edit gives a job to an employee while an assignment does',
    given: { appointments: overlapping },
    writers: [edit('a', withEmployee), assign('b', 0)],
    oneByOne: { '01': '200 400', '10': '400 200' },
  },
  {
    name: 'an employee is given a job while the other one is called off',
    given: {
      appointments: { a: { owner: 0, at: ten }, b: { owner: 1, at: half, employee: 0 } },
    },
    writers: [assign('a', 0), move('b', 'cancel')],
    oneByOne: { '01': '400 200', '10': '200 200' },
  },
  {
    name: 'an employee is given a job that is being deleted',
    given: { appointments: { a: { owner: 0, at: ten } } },
    writers: [assign('a', 0), remove('a')],
    oneByOne: { '01': '200 204', '10': '404 204' },
  },
  {
    name: 'a job gets longer while its employee is given the next one',
    given: {
      appointments: { a: { owner: 0, at: ten, employee: 0 }, b: { owner: 1, at: [0, '11:00'] } },
    },
    writers: [edit('a', { duration_minutes: 90 }), assign('b', 0)],
    oneByOne: { '01': '200 400', '10': '400 200' },
  },
];
