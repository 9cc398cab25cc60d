import { assign, book, changeSlot, move, reschedule } from './acts.ts';
import type { Race } from './race.ts';
import type { GivenAppointment } from './scene.ts';

const ten: GivenAppointment['at'] = [0, '10:00'];

/** Races in which two could be right about each other and still be wrong about a third. */
export const RACES_OF_THREE: readonly Race[] = [
  {
    name: 'three book the last two places',
    given: { appointments: { w: { owner: 9, at: ten } } },
    writers: [book(0, ten), book(1, ten), book(2, ten)],
    oneByOne: {
      '012': '201 201 400',
      '021': '201 400 201',
      '102': '201 201 400',
      '120': '400 201 201',
      '201': '201 400 201',
      '210': '400 201 201',
    },
  },
  {
    name: 'three reschedules go round in a circle of days',
    given: {
      appointments: {
        a: { owner: 0, at: ten },
        b: { owner: 1, at: [1, '10:00'] },
        c: { owner: 2, at: [2, '10:00'] },
      },
    },
    writers: [
      reschedule('a', [1, '10:00']),
      reschedule('b', [2, '10:00']),
      reschedule('c', [0, '10:00']),
    ],
    oneByOne: Object.fromEntries(
      ['012', '021', '102', '120', '201', '210'].map((order) => [order, '200 200 200']),
    ),
  },
  {
    name: 'one employee is given three jobs in a row that overlap',
    given: {
      appointments: {
        a: { owner: 0, at: ten },
        b: { owner: 1, at: [0, '10:45'] },
        c: { owner: 2, at: [0, '11:30'] },
      },
    },
    writers: [assign('a', 0), assign('b', 0), assign('c', 0)],
    oneByOne: {
      '012': '200 400 200',
      '021': '200 400 200',
      '102': '400 200 400',
      '120': '400 200 400',
      '201': '200 400 200',
      '210': '200 400 200',
    },
  },
  {
    name: 'a place is freed and shut while it is booked',
    given: {
      slots: { s: { day: 0, from: '10:00', to: '11:00', places: 1 } },
      appointments: { a: { owner: 9, at: ten } },
    },
    writers: [move('a', 'cancel'), changeSlot('s', { is_available: false }), book(0, ten)],
    oneByOne: {
      '012': '200 200 400',
      '021': '200 200 201',
      '102': '200 200 400',
      '120': '200 200 400',
      '201': '200 200 400',
      '210': '200 200 400',
    },
    changesSlots: true,
  },
];
