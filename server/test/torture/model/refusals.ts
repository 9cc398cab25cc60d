import { type Diary, isBusy, type Job, mayMove, placesLeft, type Status } from './diary.ts';

/** The employee who is away. */
export const AWAY = 5;

/** What each refusal says. */
export const SAYS = {
  foreignCar: 'Vehicle does not belong to this customer',
  unknownCar: 'Vehicle not found',
  past: 'Appointment time must be in the future',
  closed: 'The selected time slot is not available',
  full: 'The selected time slot is fully booked',
  employeeAway: 'Employee is not available',
  employeeBusy: 'Employee is not available at the selected time',
  customerBusy: 'Customer already has an appointment at this time',
  fixed: 'Cannot reschedule completed or cancelled appointments',
  over: 'Cannot assign an employee to a completed or cancelled appointment',
  reversed: 'end_time must be after start_time',
  taken: 'The fields date, start_time must make a unique set.',
} as const;

type Wanted = Pick<Job, 'start' | 'minutes' | 'owner' | 'employee'>;

/** Why a job cannot have a time with its customer and employee. */
export function timeRefusals(diary: Diary, wanted: Wanted, self?: Job): string[] {
  const left = placesLeft(diary, wanted, self);
  return [
    ...(left === 'closed' ? [SAYS.closed] : left === 0 ? [SAYS.full] : []),
    ...(employeeIsBusy(diary, wanted, self) ? [SAYS.employeeBusy] : []),
    ...(isBusy(diary, { owner: wanted.owner }, wanted, self) ? [SAYS.customerBusy] : []),
  ];
}

/** Why a job cannot be moved to a time. */
export function moveRefusals(diary: Diary, wanted: Wanted, self: Job): string[] {
  return mayMove(self) ? timeRefusals(diary, wanted, self) : [SAYS.fixed];
}

/** Why an employee cannot be given a job at its time. */
export function employeeRefusals(diary: Diary, wanted: Wanted, self: Job): string[] {
  return [
    ...(wanted.employee === AWAY ? [SAYS.employeeAway] : []),
    ...(employeeIsBusy(diary, wanted, self) ? [SAYS.employeeBusy] : []),
  ];
}

/** Why a status cannot follow another. */
export function statusRefusal(from: Status, to: Status): string {
  return `Cannot transition from ${from} to ${to}`;
}

function employeeIsBusy(diary: Diary, wanted: Wanted, self?: Job): boolean {
  const { employee } = wanted;
  return employee !== null && isBusy(diary, { employee }, wanted, self);
}
