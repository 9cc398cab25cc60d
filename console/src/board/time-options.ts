import type { AppointmentListItem } from '../api.ts';
import { type Room, roomFor } from '../availability/room.rules.ts';
import { minutesOf, timeOf } from '../time/wall-time.ts';
import { shownHours, stepsOf } from './day-grid.rules.ts';
import {
  hasPassed,
  isSameTime,
  type MoveFacts,
  type Place,
  placeOf,
  wantedAt,
} from './moving.rules.ts';

export interface TimeOption {
  readonly time: string;
  readonly isPast: boolean;
  /** Undefined as long as the day is not known. */
  readonly room: Room | undefined;
}

interface Asked {
  readonly opening_hour: number;
  readonly closing_hour: number;
  /** Whether what stands on that day has been looked up. */
  readonly isKnown: boolean;
}

/** The times of a day that a card could be dragged to, with the places left for its length. */
export function timeOptions(
  item: AppointmentListItem,
  to: Place,
  facts: MoveFacts,
  { opening_hour, closing_hour, isKnown }: Asked,
): TimeOption[] {
  const hours = facts.hours.filter((hour) => hour.date === to.date);
  const times = stepsOf(shownHours({ opening_hour, closing_hour }, hours, facts.appointments)).map(
    timeOf,
  );
  const all = new Set([...times, item.scheduled_time, to.time]);
  return [...all]
    .sort((a, b) => minutesOf(a) - minutesOf(b))
    .map((time) => ({
      time,
      isPast:
        hasPassed({ date: to.date, time }, facts.now) &&
        !isSameTime({ ...to, time }, placeOf(item)),
      room: isKnown ? roomFor(wantedAt(item, { date: to.date, time }), facts) : undefined,
    }));
}
