import { HOUR, MINUTE, type Moment, momentOf } from '../../platform/wall-clock.ts';
import type { SampleJob } from './sample-jobs.ts';
import type { SampleEmployee, SampleVehicle } from './sample-people.ts';
import type { SeededRandom } from './seeded-random.ts';

export const OPENING_HOUR = 9;
export const CLOSING_HOUR = 17;
export const PLACES = 3;

const OPEN_MINUTES = (CLOSING_HOUR - OPENING_HOUR) * 60;
const START_STEP = 30;
const ATTEMPTS_A_DAY = 80;
// Cars come back in turn, but not in the same turn each time.
const NEXT_IN_TURN = 5;

export interface PlannedJob {
  date: string;
  start: Moment;
  end: Moment;
  job: SampleJob;
  vehicle: SampleVehicle;
  /** Kept free for this job, whether or not the story assigns it. */
  employee: SampleEmployee;
}

export interface DayToFill {
  date: string;
  /** The share of the day's place-minutes that may be taken, 0 to 1. */
  fill: number;
  jobs: readonly SampleJob[];
  employees: readonly SampleEmployee[];
}

/**
 * Lays jobs into the days in turn, so that no minute has more than three, no employee two, and no
 * customer comes twice on one day.
 */
export function fillDiary(
  days: readonly DayToFill[],
  vehicles: readonly SampleVehicle[],
  random: SeededRandom,
): PlannedJob[] {
  let inTurn = random.shuffled(vehicles);
  return days.flatMap((day) => {
    const planned = fillDay(day, inTurn, random);
    const seenToday = new Set(planned.map(({ vehicle }) => vehicle));
    inTurn = [...inTurn.filter((vehicle) => !seenToday.has(vehicle)), ...seenToday];
    return planned;
  });
}

function fillDay(
  day: DayToFill,
  inTurn: readonly SampleVehicle[],
  random: SeededRandom,
): PlannedJob[] {
  const planned: PlannedJob[] = [];
  let minutesLeft = day.fill * OPEN_MINUTES * PLACES;
  for (let attempt = 0; attempt < ATTEMPTS_A_DAY; attempt += 1) {
    const job = random.pick(day.jobs);
    const minutes = random.pick(job.minutes);
    const steps = Math.floor((OPEN_MINUTES - minutes) / START_STEP);
    const opening = momentOf(day.date, '00:00') + OPENING_HOUR * HOUR;
    const start = opening + random.between(0, steps) * START_STEP * MINUTE;
    const end = start + minutes * MINUTE;
    const employee = freeEmployee(planned, start, end, job, random.shuffled(day.employees));
    const vehicle = nextVehicle(planned, inTurn, random);
    const fits = minutes <= minutesLeft && peakWithin(planned, start, end) < PLACES;
    if (!fits || employee === undefined || vehicle === undefined) continue;
    planned.push({ date: day.date, start, end, job, vehicle, employee });
    minutesLeft -= minutes;
  }
  return planned.sort((one, other) => one.start - other.start);
}

/** The most jobs that run at one moment of the interval. */
function peakWithin(planned: readonly PlannedJob[], start: Moment, end: Moment): number {
  const meeting = planned.filter((other) => other.start < end && start < other.end);
  // A peak begins at the start of the interval or where one of the others starts.
  const beginnings = [start, ...meeting.map((other) => Math.max(start, other.start))];
  const runningAt = (moment: Moment): number =>
    meeting.filter((other) => other.start <= moment && moment < other.end).length;
  return Math.max(...beginnings.map(runningAt));
}

function freeEmployee(
  planned: readonly PlannedJob[],
  start: Moment,
  end: Moment,
  job: SampleJob,
  employees: readonly SampleEmployee[],
): SampleEmployee | undefined {
  const free = employees.filter(
    (employee) =>
      !planned.some(
        (other) => other.employee === employee && other.start < end && start < other.end,
      ),
  );
  return free.find((employee) => employee.specialization === job.skill) ?? free[0];
}

function nextVehicle(
  planned: readonly PlannedJob[],
  inTurn: readonly SampleVehicle[],
  random: SeededRandom,
): SampleVehicle | undefined {
  const customersToday = new Set(planned.map(({ vehicle }) => vehicle.customer_id));
  const candidates = inTurn
    .filter((vehicle) => !customersToday.has(vehicle.customer_id))
    .slice(0, NEXT_IN_TURN);
  return candidates.length === 0 ? undefined : random.pick(candidates);
}
