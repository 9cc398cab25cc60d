import { type AppointmentListItem, isActive } from '../api.ts';

export interface DayOrder {
  /** What is being worked on, else what comes next; only where `isToday`. */
  readonly current: AppointmentListItem | undefined;
  readonly open: readonly AppointmentListItem[];
  readonly over: readonly AppointmentListItem[];
}

/** Sorts a day's jobs: the one to look at now, those still to do, and what is over. */
export function orderDay(jobs: readonly AppointmentListItem[], isToday: boolean): DayOrder {
  const over = jobs.filter(({ status }) => !isActive(status));
  const toDo = jobs.filter(({ status }) => isActive(status));
  const running = toDo.find(({ status }) => status === 'in_progress');
  const current = isToday ? (running ?? toDo[0]) : undefined;
  return { current, open: toDo.filter((job) => job !== current), over };
}
