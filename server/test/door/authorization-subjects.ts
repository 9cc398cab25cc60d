import { randomUUID } from 'node:crypto';
import { samplePassword } from '../../src/demo/workshop/sample-people.ts';
import { editsOf } from '../support/edits.ts';
import { given, of } from '../support/given.ts';
import { nth } from '../support/people.ts';
import { slotsOf, storedSlot } from '../support/slots.ts';
import type { World } from '../support/world.ts';
import { ASSIGNED, OWNER, STRANGER } from './authorization-principals.ts';
import type { Kind, Line } from './authorization-table.ts';

/** Stands in the internal notes of every appointment, and in no answer to anybody but staff. */
export const CANARY = 'canary-2b7e151628aed2a6';

/** An hour at which no slot is made by itself. */
export const EARLY = { from: '07:00', to: '08:00', shown: '"start_time":"07:00:00"' };

/** What a request is about: whether it is there or not, it has ids that can be asked for. */
export interface Subject {
  readonly appointment: string;
  readonly customer: string;
  readonly vehicle: string;
  readonly employee: string;
  /** Occurs in no other appointment. */
  readonly type: string;
  /** A workday that nothing else happens on, and another. */
  readonly date: string;
  readonly otherDate: string;
  /** A line of the appointment's history. */
  readonly line: string;
  readonly slot: string;
  readonly email: string;
  readonly refresh: string;
}

let days = 0;
function nextWorkday(): string {
  do days += 1;
  while ([0, 6].includes(new Date(Date.UTC(2027, 0, days)).getUTCDay()));
  return new Date(Date.UTC(2027, 0, days)).toISOString().slice(0, 10);
}

function nobody(): Subject {
  const date = nextWorkday();
  return {
    appointment: randomUUID(),
    customer: randomUUID(),
    vehicle: randomUUID(),
    employee: randomUUID(),
    type: `of ${date}`,
    date,
    otherDate: nextWorkday(),
    line: randomUUID(),
    slot: randomUUID(),
    email: 'nobody@example.com',
    refresh: 'never.issued.here',
  };
}

/** Makes what a line of the matrix is about, of this kind. */
export async function subjectOf(
  world: World,
  line: Line,
  kind: Kind,
  status: string,
): Promise<Subject> {
  const subject = nobody();
  if (kind === 'missing') return subject;
  const isDeleted = kind === 'deleted';
  if (line.path.startsWith('/auth/')) return { ...subject, ...(await account(world, isDeleted)) };
  if (line.path.startsWith('/time-slots/') || line.path.includes('available_slots'))
    return { ...subject, slot: await slot(world, subject.date, isDeleted) };
  return { ...subject, ...(await appointment(world, subject, { status, isDeleted })) };
}

async function appointment(
  world: World,
  { date, type }: Subject,
  { status, isDeleted }: { readonly status: string; readonly isDeleted: boolean },
): Promise<Partial<Subject>> {
  const { id } = await given(world).appointment({
    ...of(OWNER),
    assigned_employee_id: ASSIGNED.user_id,
    appointment_type: type,
    scheduled_date: date,
    status,
  });
  // Somebody else comes the same day, so that no list can hold only the owner's by chance.
  await given(world).appointment({
    ...of(STRANGER),
    scheduled_date: date,
    scheduled_time: '16:00:00',
    internal_notes: CANARY,
  });
  // Written through the service, so that whatever it keeps of a change has met the canary.
  const noted = await editsOf(world.admin).patch(id, { internal_notes: CANARY });
  if (noted.status !== 200) throw new Error(`No notes were taken: ${noted.status}`);
  const line = await world.db
    .selectFrom('appointment_history')
    .select('id')
    .where('appointment_id', '=', id)
    .executeTakeFirstOrThrow();
  if (isDeleted && (await editsOf(world.admin).remove(id)).status !== 204)
    throw new Error(`Appointment ${id} was not deleted.`);
  return {
    appointment: id,
    customer: OWNER.person.user_id,
    vehicle: OWNER.car.vehicle_id,
    employee: ASSIGNED.user_id,
    line: line.id,
  };
}

async function slot(world: World, date: string, isDeleted: boolean): Promise<string> {
  const id = await storedSlot(world, { date, ...EARLY });
  if (isDeleted && (await slotsOf(world.admin).remove(id)).status !== 204)
    throw new Error(`Slot ${id} was not deleted.`);
  return id;
}

/** An account that signs in, or one that was closed; a refresh token, or one used up. */
async function account(world: World, isClosed: boolean): Promise<Partial<Subject>> {
  const ask = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${world.platform.url}/api/v1/auth/${path}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const closed = nth(world.people.customers, 5);
  closed.is_active = false;
  const { email } = OWNER.person;
  const { tokens } = await ask('login', { email, password: samplePassword });
  const { refresh } = tokens as { refresh: string };
  if (isClosed) await ask('token/refresh', { refresh });
  return { email: isClosed ? closed.email : email, refresh };
}
