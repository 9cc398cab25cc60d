import type { Status } from './appointment.ts';

/** Which status may follow which (seed, "Status Transitions"); the rest are terminal. */
const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  pending: ['confirmed', 'cancelled'],
  confirmed: ['in_progress', 'cancelled', 'no_show'],
  in_progress: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
  no_show: [],
};

const HOLDING_PLACE: readonly string[] = ['pending', 'confirmed', 'in_progress'];

/** Whether the lifecycle allows the move; a status that it does not know leads nowhere. */
export function canMove(from: string, to: Status): boolean {
  return Object.hasOwn(NEXT, from) && NEXT[from as Status].includes(to);
}

/** Whether an appointment of this status takes a place. The column `holds_place` says the same. */
export function holdsPlace(status: string): boolean {
  return HOLDING_PLACE.includes(status);
}

/** Whether the customer of an appointment of this status is still to come, and may be reminded. */
export function isAwaited(status: string): boolean {
  return status === 'pending' || status === 'confirmed';
}

/** Whether an appointment of this status may still be moved to another time. */
export function canReschedule(status: string): boolean {
  return status === 'pending' || status === 'confirmed';
}

/** Whether an appointment of this status may still be given to an employee. */
export function canAssign(status: string): boolean {
  return holdsPlace(status);
}

/** The column that a move stamps with the present, if any. */
export function stampOf(to: Status): 'cancelled_at' | 'completed_at' | undefined {
  if (to === 'cancelled') return 'cancelled_at';
  return to === 'completed' ? 'completed_at' : undefined;
}

/** Whether a customer may delete an own appointment of this status (contract 9.8). */
export function customerMayDelete(status: string): boolean {
  return status === 'pending' || status === 'confirmed' || status === 'cancelled';
}
