import { describe, expect, test } from 'vitest';
import { samplePeople } from '../src/demo/workshop/sample-people.ts';
import { type GivenSlot, given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const CLOSED = 'The selected time slot is not available';
const FULL = 'The selected time slot is fully booked';
const CUSTOMER_BUSY = 'Customer already has an appointment at this time';
const EMPLOYEE_BUSY = 'Employee is not available at the selected time';

type Row = Awaited<ReturnType<ReturnType<typeof given>['appointment']>>;
type Slot = Omit<GivenSlot, 'date'>;
/** A job as `10:00+60`: start and minutes. */
type Job = string;

/** Every second day from a Monday on, so that no story meets another, not even over midnight. */
let day = -1;
function nextDate(): string {
  day += 2;
  return new Date(Date.UTC(2027, 0, 3 + day)).toISOString().slice(0, 10);
}

function timeOf(job: Job): Pick<Row, 'scheduled_time' | 'duration_minutes'> {
  const [scheduled_time = '', minutes] = job.split('+');
  return { scheduled_time, duration_minutes: Number(minutes) };
}

async function givenDay(date: string, slots: readonly Slot[], booked: readonly Job[]) {
  for (const slot of slots) await given(world).slot({ date, ...slot });
  for (const job of booked)
    await given(world).appointment({ scheduled_date: date, ...timeOf(job) });
}

/** Books as the workshop for a customer who has nothing else; answers the problems, none if booked. */
async function book(date: string, job: Job, wish: object = {}): Promise<readonly string[]> {
  const owner = nth(carOwners(world.people), 0);
  const answer = await world.admin.book(owner, { scheduled_date: date, ...timeOf(job), ...wish });
  if (answer.status === 201) {
    await world.db.deleteFrom('appointments').where('id', '=', answer.body.id).execute();
    return [];
  }
  expect(answer.status).toBe(400);
  const { non_field_errors } = answer.body as unknown as { non_field_errors: string[] };
  expect(answer.body).toEqual({ non_field_errors });
  return non_field_errors;
}

const MORNING: Slot = { from: '10:00', to: '11:00', places: 2 };
const NOON: Slot = { from: '11:00', to: '12:00', places: 1 };

describe('a slot takes as many jobs a minute as it has places', () => {
  test.each<[string, { slots: Slot[]; booked: Job[]; job: Job; problems: string[] }]>([
    ['the last place', { slots: [MORNING], booked: ['10:00+60'], job: '10:00+60', problems: [] }],
    [
      'a full slot',
      { slots: [MORNING], booked: ['10:00+60', '10:00+60'], job: '10:00+60', problems: [FULL] },
    ],
    [
      'a minute after the start of a full slot',
      { slots: [MORNING], booked: ['10:00+60', '10:00+60'], job: '10:01+59', problems: [FULL] },
    ],
    [
      'jobs that follow each other take one place',
      {
        slots: [MORNING],
        booked: ['10:00+20', '10:20+20', '10:40+20'],
        job: '10:00+60',
        problems: [],
      },
    ],
    [
      'one full minute in between',
      {
        slots: [MORNING],
        booked: ['10:00+31', '10:30+30'],
        job: '10:00+60',
        problems: [FULL],
      },
    ],
    [
      'a job over two slots needs a place in both',
      { slots: [MORNING, NOON], booked: ['11:30+30'], job: '10:00+120', problems: [FULL] },
    ],
    [
      'a job over two slots that ends before the full minute',
      { slots: [MORNING, NOON], booked: ['11:30+30'], job: '10:00+90', problems: [] },
    ],
    [
      'the limit of the first slot does not count in the second',
      { slots: [MORNING, NOON], booked: ['10:00+60'], job: '10:00+120', problems: [] },
    ],
    [
      'overlapping slots: the smallest limit',
      {
        slots: [{ from: '10:00', to: '12:00', places: 3 }, NOON],
        booked: ['11:00+60'],
        job: '11:00+60',
        problems: [FULL],
      },
    ],
    [
      'overlapping slots: the larger limit where it is alone',
      {
        slots: [{ from: '10:00', to: '12:00', places: 3 }, NOON],
        booked: ['10:00+60', '10:00+60'],
        job: '10:00+60',
        problems: [],
      },
    ],
    [
      'a slot of no places',
      { slots: [{ ...NOON, places: 0 }], booked: [], job: '11:00+60', problems: [FULL] },
    ],
    [
      'an adopted slot of less than no places',
      { slots: [{ ...NOON, places: -2 }], booked: [], job: '11:00+60', problems: [FULL] },
    ],
  ])('%s', async (_case, { slots, booked, job, problems }) => {
    const date = nextDate();
    await givenDay(date, slots, booked);
    expect(await book(date, job)).toEqual(problems);
  });
});

describe('a time that is not open is not booked', () => {
  const blocked: Slot = { from: '11:00', to: '12:00', blocked: true };
  test.each<[string, { slots: Slot[]; job: Job; problems: string[] }]>([
    ['a blocked slot', { slots: [MORNING, blocked], job: '11:00+60', problems: [CLOSED] }],
    ['the last minute in it', { slots: [MORNING, blocked], job: '10:31+30', problems: [CLOSED] }],
    ['right up to it', { slots: [MORNING, blocked], job: '10:30+30', problems: [] }],
    [
      'blocked wins over open',
      { slots: [{ from: '10:00', to: '13:00' }, blocked], job: '10:00+180', problems: [CLOSED] },
    ],
    ['before the first slot', { slots: [MORNING], job: '09:59+30', problems: [CLOSED] }],
    ['after the last slot', { slots: [MORNING], job: '11:00+30', problems: [CLOSED] }],
    ['over the end of the last slot', { slots: [MORNING], job: '10:30+31', problems: [CLOSED] }],
    [
      'over a gap between slots',
      {
        slots: [MORNING, { from: '11:01', to: '12:00' }],
        job: '10:30+60',
        problems: [CLOSED],
      },
    ],
    [
      'an end of 23:59 is midnight',
      { slots: [{ from: '23:00', to: '23:59' }], job: '23:30+30', problems: [] },
    ],
    [
      'an end before the start covers nothing',
      { slots: [{ from: '11:00', to: '10:00' }], job: '10:00+60', problems: [CLOSED] },
    ],
    [
      'an end at the start covers nothing',
      { slots: [{ from: '10:00', to: '10:00' }], job: '10:00+1', problems: [CLOSED] },
    ],
  ])('%s', async (_case, { slots, job, problems }) => {
    const date = nextDate();
    await givenDay(date, slots, []);
    expect(await book(date, job)).toEqual(problems);
  });
});

test('a day without slots is open at any time, up to the default limit', async () => {
  const sunday = '2026-11-29';
  await givenDay(sunday, [], ['03:00+60', '03:00+60']);
  expect(await book(sunday, '03:00+60')).toEqual([]);
  await givenDay(sunday, [], ['03:59+1']);
  expect(await book(sunday, '02:30+90')).toEqual([FULL]);
  expect(await book(sunday, '02:30+89')).toEqual([]);
});

test('10:01 does not pass a full 10:00, and 11:00 is free', async () => {
  const date = nextDate();
  await givenDay(date, [], ['10:00+60', '10:00+60', '10:00+60']);
  expect(await book(date, '10:01+60')).toEqual([FULL]);
  expect(await book(date, '09:01+60')).toEqual([FULL]);
  expect(await book(date, '11:00+60')).toEqual([]);
  expect(await book(date, '09:00+60')).toEqual([]);
});

test('a job over midnight needs a place on both days', async () => {
  const [first, second] = ['2026-12-12', '2026-12-13'];
  await givenDay(second, [], ['00:30+60', '00:30+60', '00:30+60']);
  expect(await book(first, '23:30+61')).toEqual([FULL]);
  expect(await book(first, '23:30+60')).toEqual([]);
  // And one that began the day before takes its place of this day.
  await givenDay(first, [], ['22:00+150', '22:00+150', '22:00+150']);
  expect(await book(second, '00:00+30')).toEqual([FULL]);
  // The day after may have slots of its own.
  await givenDay('2026-12-14', [MORNING], []);
  expect(await book(second, '23:30+31')).toEqual([CLOSED]);
  expect(await book(second, '23:30+30')).toEqual([]);
});

test('the longest job is booked for a day, over two of them', async () => {
  const [first, second] = ['2026-12-16', '2026-12-17'];
  expect(await book(first, '12:00+1440')).toEqual([]);
  await givenDay(second, [], ['11:59+1', '11:59+1', '11:59+1']);
  expect(await book(first, '12:00+1440')).toEqual([FULL]);
});

test.each(['completed', 'cancelled', 'no_show'])('what is %s takes no place', async (status) => {
  const date = nextDate();
  await givenDay(date, [NOON], []);
  await given(world).appointment({ scheduled_date: date, scheduled_time: '11:00', status });
  expect(await book(date, '11:00+60')).toEqual([]);
});

test('a place that is given up can be had at once', async () => {
  const date = nextDate();
  await givenDay(date, [NOON], []);
  const { id } = await given(world).appointment({ scheduled_date: date, scheduled_time: '11:00' });
  expect(await book(date, '11:00+60')).toEqual([FULL]);
  await world.employee.act(id, 'cancel');
  expect(await book(date, '11:00+60')).toEqual([]);
});

test.each([0, -60])('an adopted job of %i minutes counts for a minute', async (minutes) => {
  const date = nextDate();
  await givenDay(date, [MORNING], [`10:30+${minutes}`, `10:30+${minutes}`]);
  expect(await book(date, '10:00+31')).toEqual([FULL]);
  expect(await book(date, '10:00+30')).toEqual([]);
  expect(await book(date, '10:31+29')).toEqual([]);
});

describe('nobody is booked twice at a time', () => {
  const owner = of(nth(carOwners(samplePeople), 0));

  test.each<[string, Partial<Row>, string[]]>([
    ['a pending one', {}, [CUSTOMER_BUSY]],
    ['a running one', { status: 'in_progress' }, [CUSTOMER_BUSY]],
    ['one that touches', { scheduled_time: '11:00:00' }, []],
    ['a cancelled one', { status: 'cancelled' }, []],
  ])('a customer who has %s', async (_case, row, problems) => {
    const date = nextDate();
    await given(world).appointment({ ...owner, scheduled_date: date, ...row });
    expect(await book(date, '10:00+60')).toEqual(problems);
  });

  test('an employee who has a job', async () => {
    const date = nextDate();
    const { user_id: assigned_employee_id } = nth(world.people.employees, 1);
    await given(world).appointment({ scheduled_date: date, assigned_employee_id });
    expect(await book(date, '10:30+60', { assigned_employee_id })).toEqual([EMPLOYEE_BUSY]);
    expect(await book(date, '11:00+60', { assigned_employee_id })).toEqual([]);
  });
});
