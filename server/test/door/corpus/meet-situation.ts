import { sql } from 'kysely';
import { given, of } from '../../support/given.ts';
import { type CarOwner, nth } from '../../support/people.ts';
import type { World } from '../../support/world.ts';
import { faultsOf } from './answer-oracle.ts';
import type { Held, Situation, Verb } from './business-rules.ts';
import { nextDate } from './case-rows.ts';

/** How each situation is met. */
export const VERBS: readonly Verb[] = ['booking', 'reschedule', 'PUT', 'PATCH'];

const DAY_MS = 86_400_000;

/** What each refusal says; a new time is spoken of as one. */
const MESSAGES: Readonly<Record<NonNullable<Situation['problem']>, (moves: boolean) => string>> = {
  past: (moves) => `${moves ? 'New appointment' : 'Appointment'} time must be in the future`,
  closed: () => 'The selected time slot is not available',
  full: () => 'The selected time slot is fully booked',
  'customer busy': () => 'Customer already has an appointment at this time',
  'employee busy': () => 'Employee is not available at the selected time',
};

interface Scene {
  readonly date: string;
  readonly owner: CarOwner;
  readonly employeeId: string | null;
}

/** Makes the situation on a day of its own and meets it; answers what is wrong with the outcome. */
export async function meetSituation(
  world: World,
  situation: Situation,
  verb: Verb,
  owner: CarOwner,
): Promise<string[]> {
  const date = freeDate(situation.weekday);
  const needsEmployee = situation.held?.some((held) => held.of === 'employee') ?? false;
  const employeeId = needsEmployee ? nth(world.people.employees, 0).user_id : null;
  const scene = { date, owner, employeeId };
  await arrange(world, situation, scene);
  const before = await countMarks(world);
  const { statusCode, headers, body } = await ask(world, situation, verb, scene);
  const { problem } = situation;
  const expected = problem === undefined ? (verb === 'booking' ? 201 : 200) : 400;
  const faults = faultsOf({ method: verb, status: statusCode, headers, text: body });
  if (statusCode !== expected) faults.push(`expected ${expected}`);
  if (problem !== undefined) {
    const message = MESSAGES[problem](verb !== 'booking');
    const told = verb === 'reschedule' ? [message] : { non_field_errors: [message] };
    if (body !== JSON.stringify(told)) faults.push(`expected ${JSON.stringify(told)}`);
    if ((await countMarks(world)) !== before) faults.push('the refusal has left a mark');
  }
  if (faults.length === 0) return [];
  return [`${verb}: ${faults.join('; ')} [${statusCode} ${body.slice(0, 200)}]`];
}

/** A day on which nothing is, nor on the days beside it. */
function freeDate(weekday: number | undefined): string {
  nextDate();
  let date = nextDate();
  while (weekday !== undefined && new Date(date).getUTCDay() !== weekday) date = nextDate();
  nextDate();
  return date;
}

function beside(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

async function arrange(world: World, situation: Situation, scene: Scene): Promise<void> {
  const { date } = scene;
  world.now = new Date(
    `${situation.now === undefined ? beside(date, -2) : date}T${situation.now ?? '00:00:00'}Z`,
  );
  for (const { from, to, places, blocked, dayAfter } of situation.slots ?? [])
    await given(world).slot({
      date: dayAfter === true ? beside(date, 1) : date,
      from,
      to,
      ...(places === undefined ? {} : { places }),
      ...(blocked === undefined ? {} : { blocked }),
    });
  for (const held of situation.held ?? [])
    for (let index = 0; index < (held.times ?? 1); index += 1) await hold(world, held, scene);
}

async function hold(world: World, held: Held, { date, owner, employeeId }: Scene): Promise<void> {
  await given(world).appointment({
    ...(held.of === 'customer' ? of(owner) : {}),
    assigned_employee_id: held.of === 'employee' ? employeeId : null,
    scheduled_date: held.dayBefore === true ? beside(date, -1) : date,
    scheduled_time: held.from,
    duration_minutes: held.minutes,
    status: held.status ?? 'confirmed',
  });
}

async function ask(world: World, { at, minutes }: Situation, verb: Verb, scene: Scene) {
  const { date, owner, employeeId } = scene;
  const time = { scheduled_date: date, scheduled_time: at };
  const booking = { ...of(owner), appointment_type: 'repair', ...time, duration_minutes: minutes };
  const token = await world.platform.accessToken(nth(world.people.admins, 0).user_id);
  const send = (method: 'POST' | 'PUT' | 'PATCH', path: string, payload: object) =>
    world.app.inject({
      method,
      url: `/api/v1/appointments/${path}`,
      headers: { authorization: `Bearer ${token}` },
      payload,
    });
  if (verb === 'booking')
    return await send('POST', '', { ...booking, assigned_employee_id: employeeId });
  // It stands far away until it is moved here.
  const { id } = await given(world).appointment({
    ...of(owner),
    assigned_employee_id: employeeId,
    scheduled_date: beside(date, 20_000),
    duration_minutes: minutes,
  });
  if (verb === 'reschedule')
    return await send('POST', `${id}/reschedule/`, { new_date: date, new_time: at });
  return await send(verb, `${id}/`, verb === 'PUT' ? booking : time);
}

/** What a refused request must not add to. */
async function countMarks(world: World): Promise<string> {
  const { rows } = await sql<{ marks: string }>`
    select (select count(*) from appointment_history) || ' lines, ' ||
           (select count(*) from outbox) || ' messages' as marks`.execute(world.db);
  return nth(rows, 0).marks;
}
