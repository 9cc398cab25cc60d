import { instantAt } from '../../platform/business-time.ts';
import {
  dateOfDay,
  dayNumber,
  HOUR,
  isWorkday,
  MINUTE,
  type Moment,
  momentOf,
  timeOf,
} from '../../platform/wall-clock.ts';
import {
  CLOSING_HOUR,
  type DayToFill,
  fillDiary,
  OPENING_HOUR,
  PLACES,
  type PlannedJob,
} from './sample-diary.ts';
import { sampleJobs } from './sample-jobs.ts';
import type { SamplePeople } from './sample-people.ts';
import {
  LATEST_MARK,
  type SampleStatus,
  type Story,
  type StoryTeller,
  tellStory,
  workdayBefore,
} from './sample-story.ts';
import { type SeededRandom, seededRandom, seededUuid } from './seeded-random.ts';

/** A row of `time_slots`. */
export interface TimeSlotRow {
  id: string;
  date: string;
  start_time: string;
  end_time: string;
  is_available: boolean;
  max_concurrent_appointments: number;
}

/** A row of `appointments`. */
export interface AppointmentRow {
  id: string;
  customer_id: string;
  vehicle_id: string;
  assigned_employee_id: string | null;
  appointment_type: string;
  scheduled_date: string;
  scheduled_time: string;
  duration_minutes: number;
  status: SampleStatus;
  service_description: string;
  customer_notes: string;
  internal_notes: string;
  estimated_cost: string | null;
  created_by_user_id: string;
  created_at: string;
  updated_at: string;
  cancelled_at: string | null;
  completed_at: string | null;
  duration_seconds: number;
}

/** A row of `appointment_history`. */
export interface HistoryRow {
  id: string;
  appointment_id: string;
  changed_by_user_id: string;
  previous_status: SampleStatus;
  new_status: SampleStatus;
  change_reason: string;
  changed_at: string;
}

export interface SampleWorkshop {
  timeSlots: TimeSlotRow[];
  appointments: AppointmentRow[];
  history: HistoryRow[];
}

export interface SampleWorkshopOptions {
  today: string;
  people: SamplePeople;
  /** What the workshop's clock shows; nothing in the plan has happened later than this. */
  now?: string;
  /** The zone of the workshop's clock; only the timestamps depend on it. */
  timeZone?: string;
}

const SLOT_DAYS = 30;
const PAST_DAYS = 10;
// The shares of the coming working days that are taken; the rest stays bookable.
const FUTURE_FILLS = [0.5, 0.45, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15];
const TODAY_FILL = 0.5;

/** Plans the slots, appointments and history of a believable workshop, always the same for a day. */
export function planSampleWorkshop(options: SampleWorkshopOptions): SampleWorkshop {
  const { today, people, now = '12:00', timeZone = 'UTC' } = options;
  const random = seededRandom(`sample workshop of ${today}`);
  const available = people.employees.filter((employee) => employee.is_available);
  if (available.length === 0 || people.admins.length === 0) {
    throw new Error('The sample workshop needs an admin and an available employee.');
  }
  const days = daysToFill(today, people, random);
  const vehicles = people.vehicles.filter((vehicle) => vehicle.is_active);
  const planned = fillDiary(days, vehicles, random);
  const statuses = statusesAt(planned, today, momentOf(today, now));
  const teller: StoryTeller = { today, admins: people.admins, employees: available, random };

  const workshop: SampleWorkshop = {
    timeSlots: timeSlotsFrom(today),
    appointments: [],
    history: [],
  };
  const timestamp = (moment: Moment): string => instantAt(moment, timeZone).toISOString();
  for (const [index, job] of planned.entries()) {
    const id = seededUuid('appointment', today, String(index));
    const story = tellStory(job, statuses[index] ?? 'pending', teller);
    workshop.appointments.push(appointmentRow(id, job, story, random, timestamp));
    workshop.history.push(...historyRows(id, story, timestamp));
  }
  return workshop;
}

function daysToFill(today: string, people: SamplePeople, random: SeededRandom): DayToFill[] {
  const available = people.employees.filter((employee) => employee.is_available);
  const bookable = sampleJobs.filter((job) => job.type !== 'emergency');
  const firstDay = dayNumber(today);
  const past = Array.from({ length: PAST_DAYS }, (_, index) => ({
    date: dateOfDay(workdayBefore(firstDay, PAST_DAYS - index)),
    fill: random.between(35, 55) / 100,
    jobs: sampleJobs,
    employees: people.employees,
  }));
  const fills = isWorkday(firstDay) ? [TODAY_FILL, ...FUTURE_FILLS] : FUTURE_FILLS;
  const coming = workdaysFrom(firstDay, fills.length).map((date, index) => ({
    date,
    fill: fills[index] ?? 0,
    jobs: bookable,
    employees: available,
  }));
  return [...past, ...coming];
}

function workdaysFrom(day: number, count: number): string[] {
  const dates: string[] = [];
  for (let next = day; dates.length < count; next += 1) {
    if (isWorkday(next)) dates.push(dateOfDay(next));
  }
  return dates;
}

function timeSlotsFrom(today: string): TimeSlotRow[] {
  const hours = Array.from({ length: CLOSING_HOUR - OPENING_HOUR }, (_, i) => OPENING_HOUR + i);
  return workdaysFrom(dayNumber(today), SLOT_DAYS).flatMap((date) =>
    hours.map((hour) => ({
      id: seededUuid('time slot', date, String(hour)),
      date,
      start_time: timeOf(hour * HOUR),
      end_time: timeOf((hour + 1) * HOUR),
      is_available: true,
      max_concurrent_appointments: PLACES,
    })),
  );
}

/** Gives every job a status that fits the present; all six occur. */
function statusesAt(planned: readonly PlannedJob[], today: string, now: Moment): SampleStatus[] {
  const seen = { over: 0, running: 0, coming: 0 };
  const statuses = planned.map((job): SampleStatus => {
    if (job.job.type === 'emergency') return 'completed';
    if (job.date < today) return pastStatus(seen.over++);
    if (job.end + LATEST_MARK <= now) return 'completed';
    if (job.start + LATEST_MARK <= now && seen.running < 2) {
      seen.running += 1;
      return 'in_progress';
    }
    return job.date === today ? 'confirmed' : comingStatus(seen.coming++);
  });
  // Before opening, after closing and on weekends the last job done is one that takes longer.
  if (seen.running === 0) {
    const last = statuses.lastIndexOf('completed');
    if (last >= 0) statuses[last] = 'in_progress';
  }
  return statuses;
}

function pastStatus(index: number): SampleStatus {
  if (index % 13 === 6) return 'no_show';
  return index % 11 === 4 ? 'cancelled' : 'completed';
}

function comingStatus(index: number): SampleStatus {
  if (index % 9 === 5) return 'cancelled';
  return index % 3 === 1 ? 'pending' : 'confirmed';
}

function appointmentRow(
  id: string,
  { date, start, end, job, vehicle }: PlannedJob,
  story: Story,
  random: SeededRandom,
  timestamp: (moment: Moment) => string,
): AppointmentRow {
  const lastChange = story.events.at(-1)?.at ?? story.createdAt;
  const endedAs = (status: SampleStatus): string | null =>
    story.status === status ? timestamp(lastChange) : null;
  const cost = `${random.between(job.cost.least / 5, job.cost.most / 5) * 5}.00`;
  return {
    id,
    customer_id: vehicle.customer_id,
    vehicle_id: vehicle.vehicle_id,
    assigned_employee_id: story.employee?.user_id ?? null,
    appointment_type: job.type,
    scheduled_date: date,
    scheduled_time: timeOf(start),
    duration_minutes: (end - start) / MINUTE,
    status: story.status,
    service_description: job.description,
    customer_notes: random.pick(job.customerNotes),
    internal_notes: story.internalNotes,
    // The desk puts a price on a job when it confirms it.
    estimated_cost: story.events.some((event) => event.to === 'confirmed') ? cost : null,
    created_by_user_id: story.createdBy,
    created_at: timestamp(story.createdAt),
    updated_at: timestamp(lastChange),
    cancelled_at: endedAs('cancelled'),
    completed_at: endedAs('completed'),
    duration_seconds: story.durationSeconds,
  };
}

function historyRows(
  appointmentId: string,
  story: Story,
  timestamp: (moment: Moment) => string,
): HistoryRow[] {
  return story.events.map((event, index) => ({
    id: seededUuid('history', appointmentId, String(index)),
    appointment_id: appointmentId,
    changed_by_user_id: event.by,
    previous_status: event.from,
    new_status: event.to,
    change_reason: event.reason,
    changed_at: timestamp(event.at),
  }));
}
