import {
  addSlot,
  book,
  changeSlot,
  move,
  remove,
  removeSlot,
  reschedule,
  underKey,
} from './acts.ts';
import type { Race } from './race.ts';
import type { GivenAppointment, GivenSlot } from './scene.ts';

const ten: GivenAppointment['at'] = [0, '10:00'];
const hour: GivenSlot = { day: 0, from: '10:00', to: '11:00', places: 1 };

/** Two of three places are taken. */
const oneLeft = { w: { owner: 8, at: ten }, x: { owner: 9, at: ten } } as const;
const full = { ...oneLeft, y: { owner: 7, at: ten } } as const;

/** Races for a place, by bookings and by what frees or takes one otherwise. */
export const RACES_FOR_PLACES: readonly Race[] = [
  {
    name: 'two book the last place',
    given: { appointments: oneLeft },
    writers: [book(0, ten), book(1, ten)],
    oneByOne: { '01': '201 400', '10': '400 201' },
  },
  {
    name: 'two book overlapping starts for the last place',
    given: { appointments: oneLeft },
    writers: [book(0, [0, '09:15']), book(1, [0, '10:45'])],
    oneByOne: { '01': '201 201', '10': '201 201' },
  },
  {
    name: 'two book across each other, and share only minutes',
    given: { appointments: oneLeft },
    writers: [book(0, [0, '09:30']), book(1, [0, '10:15'])],
    oneByOne: { '01': '201 400', '10': '400 201' },
  },
  {
    name: 'a booking before midnight and one after it',
    given: {
      appointments: {
        w: { owner: 8, at: [0, '23:00'], minutes: 180 },
        x: { owner: 9, at: [1, '00:00'], minutes: 30 },
      },
    },
    writers: [book(0, [0, '23:30']), book(1, [1, '00:15'])],
    oneByOne: { '01': '201 400', '10': '400 201' },
  },
  {
    name: 'a booking and a reschedule into the same last place',
    given: { appointments: { ...oneLeft, a: { owner: 1, at: [1, '15:00'] } } },
    writers: [book(0, ten), reschedule('a', ten)],
    oneByOne: { '01': '201 400', '10': '400 200' },
  },
  {
    name: 'two reschedules swap their days',
    given: {
      appointments: { a: { owner: 0, at: [0, '10:00'] }, b: { owner: 1, at: [1, '10:00'] } },
    },
    writers: [reschedule('a', [1, '10:00']), reschedule('b', [0, '10:00'])],
    oneByOne: { '01': '200 200', '10': '200 200' },
  },
  {
    name: 'two reschedules into the hours that the other is about to leave',
    given: {
      appointments: { ...oneLeft, a: { owner: 0, at: ten }, b: { owner: 1, at: [1, '12:00'] } },
      slots: {
        s: { day: 1, from: '12:00', to: '13:00', places: 1 },
      },
    },
    writers: [reschedule('a', [1, '12:00']), reschedule('b', ten)],
    oneByOne: { '01': '400 400', '10': '400 400' },
  },
  {
    name: 'a cancellation and a booking of the place that it frees',
    given: { appointments: full },
    writers: [move('y', 'cancel'), book(0, ten)],
    oneByOne: { '01': '200 201', '10': '200 400' },
  },
  {
    name: 'a deletion and a booking of the place that it frees',
    given: { appointments: full },
    writers: [remove('y'), book(0, ten)],
    oneByOne: { '01': '204 201', '10': '204 400' },
  },
  {
    name: 'a reschedule that leaves and a booking that comes',
    given: { appointments: full },
    writers: [reschedule('y', [1, '10:00']), book(0, ten)],
    oneByOne: { '01': '200 201', '10': '200 400' },
  },
  {
    name: 'a slot shrinks while its last place is booked',
    given: { slots: { s: hour } },
    writers: [changeSlot('s', { max_concurrent_appointments: 0 }), book(0, ten)],
    oneByOne: { '01': '200 400', '10': '200 201' },
    changesSlots: true,
  },
  {
    name: 'a slot is blocked while an appointment is moved into it',
    given: { slots: { s: hour }, appointments: { a: { owner: 0, at: [1, '10:00'] } } },
    writers: [changeSlot('s', { is_available: false }), reschedule('a', ten)],
    oneByOne: { '01': '200 400', '10': '200 200' },
    changesSlots: true,
  },
  {
    name: "a day's first slot closes the hour that is being booked",
    given: {},
    writers: [addSlot({ ...hour, from: '15:00', to: '16:00' }), book(0, ten)],
    oneByOne: { '01': '201 400', '10': '201 201' },
    changesSlots: true,
  },
  {
    name: "a day's last slot is deleted while another hour is booked",
    given: { slots: { s: { ...hour, from: '15:00', to: '16:00' } } },
    writers: [removeSlot('s'), book(0, ten)],
    oneByOne: { '01': '204 201', '10': '204 400' },
  },
  {
    name: 'a slot moves to the day where another one is booked out of it',
    given: { slots: { s: { ...hour, day: 1 } } },
    writers: [changeSlot('s', ({ dates }) => ({ date: dates[0] })), book(0, [1, '14:00'])],
    oneByOne: { '01': '200 201', '10': '200 400' },
    changesSlots: true,
  },
  {
    name: 'the same slot is added twice',
    given: {},
    writers: [addSlot(hour), addSlot({ ...hour, places: 5 })],
    oneByOne: { '01': '201 400', '10': '400 201' },
  },
  {
    name: 'a booking is sent twice under one key',
    given: {},
    writers: [underKey('twice', book(0, ten)), underKey('twice', book(0, ten))],
    oneByOne: { '01': '201 201', '10': '201 201' },
    givesWay: 409,
  },
];
