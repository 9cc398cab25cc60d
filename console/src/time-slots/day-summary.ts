import type { AnswerOf } from '../api.ts';

export type Hour = AnswerOf<'getCalendar'>['hours'][number];

export interface DaySummary {
  readonly hours: number;
  readonly stored: number;
  readonly blocked: number;
  /** Share of the places of the open hours that is taken, 0 to 1. */
  readonly taken: number;
}

export function summaryOf(hours: readonly Hour[]): DaySummary {
  const open = hours.filter(({ is_available }) => is_available);
  const places = open.reduce((sum, hour) => sum + hour.places, 0);
  const left = open.reduce((sum, hour) => sum + Math.max(0, hour.available_capacity), 0);
  return {
    hours: hours.length,
    stored: hours.filter(({ slot_id }) => slot_id !== null).length,
    blocked: hours.length - open.length,
    taken: places === 0 ? 0 : Math.min(1, Math.max(0, (places - left) / places)),
  };
}
