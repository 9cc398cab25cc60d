import type { AnswerOf, AppointmentListItem } from '../api.ts';
import { othersAt, placesAt } from '../availability/room.rules.ts';
import { spanOf } from '../time/spans.ts';

type Calendar = AnswerOf<'getCalendar'>;

/** What else is known of the time that a request asks for. */
export interface Surroundings {
  /** How many more would fit beside it; undefined where the workshop takes no appointments. */
  readonly places: { readonly left: number; readonly of: number } | undefined;
  /** Start of another appointment of the same customer at that time. */
  readonly customerComesAt: string | undefined;
  /** Employees who have another job then. */
  readonly busyEmployees: ReadonlySet<string>;
}

/** Looks at the day of a request: places, the customer's other appointments, and who is busy. */
export function surroundingsOf(
  request: AppointmentListItem,
  { hours, appointments }: Calendar,
  defaultPlaces: number,
): Surroundings {
  const wanted = { id: request.id, date: request.scheduled_date, ...spanOf(request) };
  const beside = othersAt(wanted, appointments);
  const places = placesAt(wanted, { hours, appointments, defaultPlaces });
  return {
    // It takes a place already.
    places:
      places === 'blocked' ? undefined : { left: Math.max(0, places.left - 1), of: places.of },
    customerComesAt: beside.find((other) => other.customer_id === request.customer_id)
      ?.scheduled_time,
    busyEmployees: new Set(
      beside.flatMap(({ assigned_employee_id: id }) => (id === null ? [] : [id])),
    ),
  };
}
