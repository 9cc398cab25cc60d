import type { AppointmentListItem } from '../api.ts';
import type { Hour } from '../availability/room.rules.ts';
import { hourSpan } from '../time/spans.ts';
import { minutesOf } from '../time/wall-time.ts';

export interface HourGroup {
  /** Minutes since midnight. */
  readonly start: number;
  /** The hour or slot, if it is one. */
  readonly hour: Hour | undefined;
  readonly items: readonly AppointmentListItem[];
}

/** What begins in each hour or slot, empty ones too; what begins outside has its own whole hour. */
export function byHour(hours: readonly Hour[], items: readonly AppointmentListItem[]): HourGroup[] {
  const homes = new Map<number, { hour: Hour | undefined; items: AppointmentListItem[] }>();
  for (const hour of hours) homes.set(hourSpan(hour).start, { hour, items: [] });
  for (const item of items) {
    const at = minutesOf(item.scheduled_time);
    const home = hours.map(hourSpan).find(({ start, end }) => at >= start && at < end);
    const start = home?.start ?? Math.floor(at / 60) * 60;
    const group = homes.get(start) ?? { hour: undefined, items: [] };
    group.items.push(item);
    homes.set(start, group);
  }
  return [...homes]
    .map(([start, group]) => ({ start, ...group }))
    .sort((a, b) => a.start - b.start);
}
