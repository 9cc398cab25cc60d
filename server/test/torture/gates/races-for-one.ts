import { edit, move, remove, reschedule } from './acts.ts';
import type { Race } from './race.ts';
import type { GivenAppointment } from './scene.ts';

const ten: GivenAppointment['at'] = [0, '10:00'];

function given(status: string): Race['given'] {
  return { appointments: { a: { owner: 0, at: ten, status } } };
}

/** Races for one appointment. */
export const RACES_FOR_ONE: readonly Race[] = [
  {
    name: 'two confirm',
    given: given('pending'),
    writers: [move('a', 'confirm'), move('a', 'confirm')],
    oneByOne: { '01': '200 400', '10': '400 200' },
  },
  {
    name: 'one confirms and one cancels',
    given: given('pending'),
    writers: [move('a', 'confirm'), move('a', 'cancel')],
    oneByOne: { '01': '200 200', '10': '400 200' },
  },
  {
    name: 'one completes and one cancels',
    given: given('in_progress'),
    writers: [move('a', 'complete'), move('a', 'cancel')],
    oneByOne: { '01': '200 400', '10': '400 200' },
  },
  {
    name: 'one starts and one notes that nobody came',
    given: given('confirmed'),
    writers: [move('a', 'start'), move('a', 'no_show')],
    oneByOne: { '01': '200 400', '10': '400 200' },
  },
  {
    name: 'one cancels and one reschedules',
    given: given('confirmed'),
    writers: [move('a', 'cancel'), reschedule('a', [1, '12:00'])],
    oneByOne: { '01': '200 400', '10': '200 200' },
  },
  {
    name: 'one starts and one reschedules',
    given: given('confirmed'),
    writers: [move('a', 'start'), reschedule('a', [1, '12:00'])],
    oneByOne: { '01': '200 400', '10': '200 200' },
  },
  {
    name: 'two reschedule to different days',
    given: given('pending'),
    writers: [reschedule('a', [1, '12:00']), reschedule('a', [2, '09:00'])],
    oneByOne: { '01': '200 200', '10': '200 200' },
  },
  {
    name: 'one deletes and one confirms',
    given: given('pending'),
    writers: [remove('a'), move('a', 'confirm')],
    oneByOne: { '01': '204 404', '10': '204 200' },
  },
  {
    name: 'two delete',
    given: given('cancelled'),
    writers: [remove('a'), remove('a')],
    oneByOne: { '01': '204 404', '10': '404 204' },
  },
  {
    name: 'one deletes and one reschedules',
    given: given('pending'),
    writers: [remove('a'), reschedule('a', [1, '12:00'])],
    oneByOne: { '01': '204 404', '10': '204 200' },
  },
  {
    name: 'two edit different fields',
    given: given('pending'),
    writers: [edit('a', { customer_notes: 'One' }), edit('a', { internal_notes: 'Other' })],
    oneByOne: { '01': '200 200', '10': '200 200' },
  },
  {
    name: 'two edit the version that both have seen',
    given: given('pending'),
    writers: [edit('a', { customer_notes: 'One' }, 1), edit('a', { customer_notes: 'Other' }, 1)],
    oneByOne: { '01': '200 412', '10': '412 200' },
  },
  {
    name: 'one edits the version it has seen and one confirms',
    given: given('pending'),
    writers: [edit('a', { customer_notes: 'One' }, 1), move('a', 'confirm')],
    oneByOne: { '01': '200 200', '10': '412 200' },
  },
  {
    name: 'an edit of the status and an action',
    given: given('pending'),
    writers: [edit('a', { status: 'confirmed' }), move('a', 'cancel')],
    oneByOne: { '01': '200 200', '10': '400 200' },
  },
  {
    name: 'an edit of the time and a reschedule',
    given: given('pending'),
    writers: [edit('a', { scheduled_time: '14:00' }), reschedule('a', [1, '12:00'])],
    oneByOne: { '01': '200 200', '10': '200 200' },
  },
];
