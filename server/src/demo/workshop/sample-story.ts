import {
  DAY,
  dayNumber,
  dayOf,
  isWorkday,
  MINUTE,
  type Moment,
  SECOND,
  timeOf,
} from '../../platform/wall-clock.ts';
import type { PlannedJob } from './sample-diary.ts';
import {
  customerCancelReasons,
  noShowReasons,
  rescheduleReasons,
  waitingForPartNote,
  workshopCancelReasons,
} from './sample-jobs.ts';
import type { SampleEmployee, SamplePerson } from './sample-people.ts';
import type { SeededRandom } from './seeded-random.ts';

export type SampleStatus =
  | 'pending'
  | 'confirmed'
  | 'in_progress'
  | 'completed'
  | 'cancelled'
  | 'no_show';

/** One line of the history: both statuses are equal where something else changed. */
export interface StoryEvent {
  at: Moment;
  by: string;
  from: SampleStatus;
  to: SampleStatus;
  reason: string;
}

/** What happened to one job so far. */
export interface Story {
  createdAt: Moment;
  createdBy: string;
  status: SampleStatus;
  employee: SampleEmployee | null;
  events: StoryEvent[];
  durationSeconds: number;
  internalNotes: string;
}

export interface StoryTeller {
  today: string;
  admins: readonly SamplePerson[];
  employees: readonly SampleEmployee[];
  random: SeededRandom;
}

/** The latest a job may be marked as started or finished after the planned time. */
export const LATEST_MARK = 10 * MINUTE;

/** Moves a day number back by so many working days. */
export function workdayBefore(day: number, count: number): number {
  let result = day;
  for (let left = count; left > 0; left -= isWorkday(result) ? 1 : 0) result -= 1;
  return result;
}

/** Makes up how a job came to have its status, with every event before the present. */
export function tellStory(planned: PlannedJob, status: SampleStatus, teller: StoryTeller): Story {
  const story =
    planned.job.type === 'emergency'
      ? phonedIn(planned, teller)
      : bookedAhead(planned, status, teller);
  if (status === 'cancelled') cancel(story, planned, teller);
  if (status === 'no_show') markNoShow(story, planned, teller);
  if (status === 'in_progress' || status === 'completed') start(story, planned, teller);
  if (status === 'completed') complete(story, planned, teller);
  return story;
}

/** An emergency is phoned in, confirmed and assigned within the hours before it starts. */
function phonedIn(planned: PlannedJob, teller: StoryTeller): Story {
  const { random } = teller;
  const desk = random.pick(teller.admins).user_id;
  const createdAt = planned.start - random.between(40 * 60, 100 * 60) * SECOND;
  const story = newStory(createdAt, desk);
  move(
    story,
    createdAt + random.between(200, 700) * SECOND,
    desk,
    'confirmed',
    'Taken in at once.',
  );
  assign(story, createdAt + random.between(800, 1500) * SECOND, desk, planned.employee);
  return story;
}

function bookedAhead(planned: PlannedJob, status: SampleStatus, teller: StoryTeller): Story {
  const { random } = teller;
  const base = Math.min(dayNumber(teller.today), dayOf(planned.start));
  const staysPending = status === 'pending' || (status === 'cancelled' && random.chance(0.3));
  // Two working days leave one for the desk to confirm before anything else may happen.
  const createdDay = workdayBefore(
    base,
    staysPending ? random.between(1, 3) : random.between(2, 9),
  );
  const byPhone = random.chance(0.25);
  const desk = random.pick(teller.admins).user_id;
  const story = newStory(
    timeOn(createdDay, byPhone ? '09:00' : '07:00', byPhone ? '16:30' : '21:30', random),
    byPhone ? desk : planned.vehicle.customer_id,
  );
  if (!staysPending) confirmAndAssign(story, planned, status, teller, nextWorkday(createdDay));
  return story;
}

function confirmAndAssign(
  story: Story,
  planned: PlannedJob,
  status: SampleStatus,
  teller: StoryTeller,
  day: number,
): void {
  const { random } = teller;
  const desk = random.pick(teller.admins).user_id;
  const confirmer = random.chance(0.7) ? desk : random.pick(teller.employees).user_id;
  const confirmedAt = timeOn(day, '08:05', '08:40', random);
  move(story, confirmedAt, confirmer, 'confirmed', random.chance(0.3) ? 'Parts are in stock.' : '');
  const mayWait = status === 'confirmed' || status === 'cancelled';
  const isAssigned = !mayWait || random.chance(0.8);
  const others = teller.employees.filter((employee) => employee !== planned.employee);
  const isSwapped = isAssigned && others.length > 0 && random.chance(0.1);
  if (isAssigned) {
    const first = isSwapped ? random.pick(others) : planned.employee;
    assign(story, confirmedAt + random.between(120, 1100) * SECOND, desk, first);
  }
  if (random.chance(0.1)) reschedule(story, planned, teller, timeOn(day, '09:30', '10:45', random));
  if (isSwapped) assign(story, timeOn(day, '11:00', '13:30', random), desk, planned.employee);
}

function reschedule(story: Story, planned: PlannedJob, teller: StoryTeller, at: Moment): void {
  const { random } = teller;
  const hour = random.pick(['09:00', '11:30', '16:00'].filter((time) => time !== hourOf(planned)));
  const reason =
    `Rescheduled from ${planned.date} ${hour} to ${planned.date} ${hourOf(planned)}: ` +
    random.pick(rescheduleReasons);
  note(story, at, random.pick(teller.admins).user_id, reason);
}

function hourOf(planned: PlannedJob): string {
  return timeOf(planned.start).slice(0, 5);
}

function cancel(story: Story, planned: PlannedJob, { today, admins, random }: StoryTeller): void {
  const base = Math.min(dayNumber(today), dayOf(planned.start));
  const byCustomer = random.chance(0.65);
  move(
    story,
    // Later than anything the desk did, even if it did so on this very day.
    Math.max(timeOn(base - 1, '14:30', '20:00', random), story.createdAt + 20 * MINUTE),
    byCustomer ? planned.vehicle.customer_id : random.pick(admins).user_id,
    'cancelled',
    random.pick(byCustomer ? customerCancelReasons : workshopCancelReasons),
  );
}

function markNoShow(story: Story, planned: PlannedJob, { random }: StoryTeller): void {
  const at = planned.start + random.between(25 * 60, 40 * 60) * SECOND;
  move(story, at, planned.employee.user_id, 'no_show', random.pick(noShowReasons));
}

function start(story: Story, planned: PlannedJob, { random }: StoryTeller): void {
  const at = planned.start + random.between(0, 8 * 60) * SECOND;
  move(story, at, planned.employee.user_id, 'in_progress', '');
  story.internalNotes = waitingForPartNote;
}

function complete(story: Story, planned: PlannedJob, { random }: StoryTeller): void {
  const startedAt = story.events.at(-1)?.at ?? planned.start;
  const plannedSeconds = (planned.end - planned.start) / SECOND;
  story.durationSeconds = Math.round((plannedSeconds * random.between(75, 98)) / 100);
  const at = startedAt + (story.durationSeconds + random.between(5, 60)) * SECOND;
  move(
    story,
    at,
    planned.employee.user_id,
    'completed',
    random.chance(0.4) ? 'Road test done.' : '',
  );
  story.internalNotes = random.pick(planned.job.internalNotes);
}

function newStory(createdAt: Moment, createdBy: string): Story {
  return {
    createdAt,
    createdBy,
    status: 'pending',
    employee: null,
    events: [],
    durationSeconds: 0,
    internalNotes: '',
  };
}

function move(story: Story, at: Moment, by: string, to: SampleStatus, reason: string): void {
  story.events.push({ at, by, from: story.status, to, reason });
  story.status = to;
}

function note(story: Story, at: Moment, by: string, reason: string): void {
  story.events.push({ at, by, from: story.status, to: story.status, reason });
}

function assign(story: Story, at: Moment, by: string, employee: SampleEmployee): void {
  const nameOf = (one: SampleEmployee): string => `${one.first_name} ${one.last_name}`;
  const before = story.employee;
  note(
    story,
    at,
    by,
    before === null
      ? `Assigned to ${nameOf(employee)}`
      : `Reassigned from ${nameOf(before)} to ${nameOf(employee)}`,
  );
  story.employee = employee;
}

function nextWorkday(day: number): number {
  return isWorkday(day + 1) ? day + 1 : nextWorkday(day + 1);
}

function timeOn(day: number, earliest: string, latest: string, random: SeededRandom): Moment {
  const secondsOf = (time: string): number =>
    Number(time.slice(0, 2)) * 3600 + Number(time.slice(3, 5)) * 60;
  return day * DAY + random.between(secondsOf(earliest), secondsOf(latest)) * SECOND;
}
