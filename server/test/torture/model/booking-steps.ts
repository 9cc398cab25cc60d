import { type Job, MOVES, type Move, mayFollow } from './diary.ts';
import {
  AWAY,
  employeeRefusals,
  moveRefusals,
  SAYS,
  statusRefusal,
  timeRefusals,
} from './refusals.ts';
import { type Condition, type Expected, timeIn, type Who } from './shop.ts';
import { expectChange, jobFor, type Step, step } from './steps.ts';

/** What all changes of a job have in common: which one, by whom, and under which conditions. */
export interface OnJob {
  readonly who: Who;
  readonly pick: number;
  readonly condition: Condition;
  readonly twice: boolean;
}

/** What somebody wants to book. */
export interface Booking extends Pick<Job, 'start' | 'minutes' | 'owner' | 'employee'> {
  readonly who: Who;
  /** Whose car it is; the owner's unless somebody has it wrong. */
  readonly carOf: number;
  readonly status: 'pending' | 'confirmed' | 'completed' | undefined;
  readonly past: boolean;
  readonly twice: boolean;
}

const YESTERDAY = '2026-11-24';

/** Books. */
export function book(wish: Booking): Step {
  return step(`book ${JSON.stringify(wish)}`, async (diary, shop) => {
    const { who, twice } = wish;
    const staff = typeof who === 'string';
    const job: Job = {
      owner: wish.owner,
      start: wish.start,
      minutes: wish.minutes,
      status: staff && wish.status === 'confirmed' ? 'confirmed' : 'pending',
      employee: staff ? wish.employee : null,
      customerNotes: '',
      internalNotes: '',
      version: 1,
      lines: 0,
      events: ['created'],
      deleted: false,
    };
    const expected = ((): Expected => {
      if (!staff && wish.owner !== who) return { status: 403 };
      if (staff && wish.status === 'completed')
        return { status: 400, says: ['Cannot book an appointment as completed'] };
      const carIsForeign = wish.carOf !== wish.owner;
      const says = [
        ...(carIsForeign ? [staff ? SAYS.foreignCar : SAYS.unknownCar] : []),
        ...(wish.past ? [SAYS.past] : timeRefusals(diary, job)),
        ...(job.employee === AWAY ? [SAYS.employeeAway] : []),
      ];
      return says.length > 0 ? { status: 400, says } : { status: 201 };
    })();
    const at = timeIn(shop, wish.start);
    const told = await shop.ask(
      {
        who,
        twice,
        method: 'POST',
        path: '/appointments/',
        body: {
          customer_id: shop.owner(wish.owner).customer_id,
          vehicle_id: shop.owner(wish.carOf).vehicle_id,
          appointment_type: 'repair',
          scheduled_date: wish.past ? YESTERDAY : at.date,
          scheduled_time: at.time,
          duration_minutes: wish.minutes,
          assigned_employee_id: wish.employee === null ? null : shop.employee(wish.employee),
          ...(wish.status === undefined ? {} : { status: wish.status }),
        },
      },
      expected,
    );
    if (told.status !== 201) return;
    diary.jobs.push(job);
    shop.jobs.push((told.body as { id: string }).id);
  });
}

/** Takes one of the actions that lead to another status. */
export function move(on: OnJob, action: Move): Step {
  return step(`${action} ${JSON.stringify(on)}`, async (diary, shop) => {
    const { id, job } = jobFor(diary, shop, on.pick, on.who);
    const to = MOVES[action];
    await expectChange(
      shop,
      { ...on, method: 'POST', path: `/appointments/${id}/${action}/` },
      {
        neverMay: typeof on.who === 'number' && action !== 'cancel',
        thing: job,
        refusals: ({ status }) => (mayFollow(status, to) ? [] : [statusRefusal(status, to)]),
        apply(moved) {
          moved.status = to;
          moved.lines += 1;
          moved.events.push(to);
          return true;
        },
      },
    );
  });
}

/** Moves a job to another time. */
export function reschedule(on: OnJob, start: number): Step {
  return step(`reschedule to ${start} ${JSON.stringify(on)}`, async (diary, shop) => {
    const { id, job } = jobFor(diary, shop, on.pick, on.who);
    const { date, time } = timeIn(shop, start);
    await expectChange(
      shop,
      {
        ...on,
        method: 'POST',
        path: `/appointments/${id}/reschedule/`,
        body: { new_date: date, new_time: time },
      },
      {
        thing: job,
        refusals: (moved) => moveRefusals(diary, { ...moved, start }, moved),
        apply(moved) {
          moved.start = start;
          moved.lines += 1;
          moved.events.push('rescheduled');
          return true;
        },
      },
    );
  });
}

/** Gives a job to an employee. */
export function assign(on: OnJob, employee: number): Step {
  return step(`assign ${employee} ${JSON.stringify(on)}`, async (diary, shop) => {
    const { id, job } = jobFor(diary, shop, on.pick, on.who);
    await expectChange(
      shop,
      {
        ...on,
        method: 'POST',
        path: `/appointments/${id}/assign/`,
        body: { employee_id: shop.employee(employee) },
      },
      {
        neverMay: typeof on.who === 'number',
        thing: job,
        refusals(given) {
          if (!['pending', 'confirmed', 'in_progress'].includes(given.status)) return [SAYS.over];
          if (given.employee === employee) return [];
          return employeeRefusals(diary, { ...given, employee }, given);
        },
        apply(given) {
          if (given.employee === employee) return false;
          given.employee = employee;
          given.lines += 1;
          return true;
        },
      },
    );
  });
}

/** Deletes a job. */
export function remove(on: OnJob): Step {
  return step(`delete ${JSON.stringify(on)}`, async (diary, shop) => {
    const { id, job } = jobFor(diary, shop, on.pick, on.who);
    await expectChange(
      shop,
      { ...on, method: 'DELETE', path: `/appointments/${id}/` },
      {
        neverMay: on.who === 'employee',
        thing: job,
        refusals: ({ status }) =>
          typeof on.who === 'string' || ['pending', 'confirmed', 'cancelled'].includes(status)
            ? []
            : [`Cannot delete an appointment that is ${status}`],
        apply(gone) {
          gone.deleted = true;
          gone.lines += 1;
          return true;
        },
      },
    );
  });
}
