import { isActive, isAwaited } from '../api.ts';
import {
  type Days,
  othersAt,
  type Placed,
  roomFor,
  type Wanted,
} from '../availability/room.rules.ts';
import { spanOf } from '../time/spans.ts';
import type { WallClock } from '../time/wall-time.ts';

/** An appointment as far as moving it is concerned. */
export interface Movable extends Placed {
  readonly customer_id: string;
  readonly assigned_employee_id: string | null;
}

/** Where an appointment is to go. */
export interface Place {
  readonly date: string;
  /** `HH:MM:00` */
  readonly time: string;
  readonly employee_id: string | null;
}

/** Why the service would refuse; the codes of its own refusals. */
export type MoveProblem =
  | 'not_in_future'
  | 'slot_unavailable'
  | 'slot_full'
  | 'employee_busy'
  | 'customer_busy'
  | 'not_reschedulable'
  | 'not_assignable';

/** What the check leans on: the days around the place, as far as they are known. */
export interface MoveFacts extends Days<Movable> {
  readonly now: WallClock;
}

export function placeOf(item: Movable): Place {
  return {
    date: item.scheduled_date,
    time: item.scheduled_time,
    employee_id: item.assigned_employee_id,
  };
}

export function isSameTime(one: Place, other: Place): boolean {
  return one.date === other.date && one.time.slice(0, 5) === other.time.slice(0, 5);
}

export function isSamePlace(one: Place, other: Place): boolean {
  return isSameTime(one, other) && one.employee_id === other.employee_id;
}

/**
 * Why a move would be refused, judged at once from what is on the screen. The service decides; this
 * only warns, so it may know less.
 */
export function problemsWithMove(item: Movable, to: Place, facts: MoveFacts): MoveProblem[] {
  const from = placeOf(item);
  if (isSamePlace(from, to)) return [];
  const isRetimed = !isSameTime(from, to);
  if (isRetimed && !isAwaited(item.status)) return ['not_reschedulable'];
  if (!isActive(item.status)) return ['not_assignable'];

  const problems: MoveProblem[] = [];
  const wanted = wantedAt(item, to);
  const others = othersAt(wanted, facts.appointments);
  if (isRetimed) {
    if (hasPassed(to, facts.now)) problems.push('not_in_future');
    const room = roomFor(wanted, facts);
    if (room === 'blocked') problems.push('slot_unavailable');
    else if (room <= 0) problems.push('slot_full');
    if (others.some((other) => other.customer_id === item.customer_id))
      problems.push('customer_busy');
  }
  if (to.employee_id !== null && others.some((o) => o.assigned_employee_id === to.employee_id))
    problems.push('employee_busy');
  return problems;
}

export function hasPassed(to: Pick<Place, 'date' | 'time'>, now: WallClock): boolean {
  return `${to.date} ${to.time}` <= `${now.date} ${now.time}`;
}

/** Whether a move could be taken back: the service lets nothing go back to a time that has passed. */
export function canGoBack(from: Place, to: Place, now: WallClock): boolean {
  return isSameTime(from, to) || !hasPassed(from, now);
}

/** The time that an appointment would take on a day. */
export function wantedAt(item: Movable, { date, time }: Pick<Place, 'date' | 'time'>): Wanted {
  return { id: item.id, date, ...spanOf({ ...item, scheduled_time: time }) };
}
