/** What the service should know, kept in memory and reckoned minute by minute. */
export interface Diary {
  /** All that were ever booked; their place in the list is their number. */
  readonly jobs: Job[];
  readonly slots: Slot[];
}

/** The actions that lead to another status, with that status. */
export const MOVES = {
  confirm: 'confirmed',
  start: 'in_progress',
  complete: 'completed',
  cancel: 'cancelled',
  no_show: 'no_show',
} as const;
export type Move = keyof typeof MOVES;
export type Status = 'pending' | (typeof MOVES)[Move];

/** An appointment. */
export interface Job {
  /** Which customer, whose car it is as well. */
  owner: number;
  /** Minutes since the first midnight of the diary. */
  start: number;
  minutes: number;
  status: Status;
  employee: number | null;
  customerNotes: string;
  internalNotes: string;
  version: number;
  /** Lines of history. */
  lines: number;
  /** What the customer is told, in order. */
  events: string[];
  deleted: boolean;
}

/** A time slot. */
export interface Slot {
  day: number;
  /** Minutes since midnight of its day; the end of the day is 1440. */
  from: number;
  to: number;
  places: number;
  open: boolean;
  version: number;
  deleted: boolean;
}

export const DAY = 1_440;
const DEFAULT_PLACES = 3;
const OPENS = 9 * 60;
const CLOSES = 17 * 60;

const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  pending: ['confirmed', 'cancelled'],
  confirmed: ['in_progress', 'cancelled', 'no_show'],
  in_progress: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
  no_show: [],
};

/** Whether one status may follow the other. */
export function mayFollow(from: Status, to: Status): boolean {
  return NEXT[from].includes(to);
}

/** Whether a job takes a place. */
export function holds(job: Job): boolean {
  return !job.deleted && ['pending', 'confirmed', 'in_progress'].includes(job.status);
}

/** Whether a job may be moved to another time. */
export function mayMove(job: Job): boolean {
  return job.status === 'pending' || job.status === 'confirmed';
}

/** The places left over a time: the fewest of all its minutes, `closed` if one is not bookable. */
export function placesLeft(
  diary: Diary,
  { start, minutes }: Pick<Job, 'start' | 'minutes'>,
  except?: Job,
): number | 'closed' {
  const others = diary.jobs.filter((job) => job !== except && holds(job));
  const slots = diary.slots.filter(({ deleted }) => !deleted);
  let fewest = Number.POSITIVE_INFINITY;
  for (let minute = start; minute < start + minutes; minute += 1) {
    const limit = limitAt(slots, minute);
    if (limit === 'closed') return 'closed';
    const taken = others.filter((job) => job.start <= minute && minute < job.start + job.minutes);
    fewest = Math.min(fewest, limit - taken.length);
  }
  return Math.max(fewest, 0);
}

/** Whether somebody has another job at the time. */
export function isBusy(
  diary: Diary,
  who: { readonly owner: number } | { readonly employee: number },
  { start, minutes }: Pick<Job, 'start' | 'minutes'>,
  except?: Job,
): boolean {
  return diary.jobs.some(
    (job) =>
      job !== except &&
      holds(job) &&
      ('owner' in who ? job.owner === who.owner : job.employee === who.employee) &&
      job.start < start + minutes &&
      start < job.start + job.minutes,
  );
}

/** A start that is offered, with the end of its slot and the places left for the job. */
export interface Offer {
  readonly start: number;
  readonly end: number;
  readonly places: number;
}

/** What is free on a day for a job of this length. */
export function offersOn(diary: Diary, day: number, minutes: number): Offer[] {
  const stored = diary.slots.filter((slot) => slot.day === day && !slot.deleted);
  const hours =
    stored.length > 0
      ? stored.filter(({ open }) => open)
      : Array.from({ length: (CLOSES - OPENS) / 60 }, (_, hour) => ({
          from: OPENS + hour * 60,
          to: OPENS + (hour + 1) * 60,
        })).filter(({ from }) => from + minutes <= CLOSES);
  return hours
    .map(({ from, to }) => {
      const start = day * DAY + from;
      const left = placesLeft(diary, { start, minutes });
      return { start, end: day * DAY + to, places: left === 'closed' ? 0 : left };
    })
    .filter(({ places }) => places > 0)
    .sort((one, other) => one.start - other.start);
}

function limitAt(slots: readonly Slot[], minute: number): number | 'closed' {
  const day = Math.floor(minute / DAY);
  const today = slots.filter((slot) => slot.day === day);
  if (today.length === 0) return DEFAULT_PLACES;
  const covering = today.filter(
    ({ from, to }) => day * DAY + from <= minute && minute < day * DAY + to,
  );
  if (covering.length === 0 || covering.some(({ open }) => !open)) return 'closed';
  return Math.min(...covering.map(({ places }) => places));
}
