export type GroupKind = 'day' | 'status' | 'type' | 'employee';

/** The appointments that share a date, a status, a type or an employee, counted. */
export interface InsightGroup {
  readonly kind: GroupKind;
  /** `null`: assigned to nobody. */
  readonly key: string | null;
  readonly total: number;
  readonly completed: number;
  readonly cancelled: number;
  readonly no_show: number;
  /** Without those that were cancelled or not shown up for. */
  readonly booked_minutes: number;
  readonly duration_seconds: number;
}

export interface DayInsight {
  readonly date: string;
  readonly appointments: number;
  readonly booked_minutes: number;
  readonly capacity_minutes: number;
  readonly cancelled: number;
  readonly no_show: number;
}

export interface EmployeeInsight {
  readonly employee_id: string;
  readonly completed: number;
  readonly duration_seconds: number;
  readonly booked_minutes: number;
}

export interface Insights {
  readonly days: readonly DayInsight[];
  readonly by_status: readonly { readonly status: string; readonly count: number }[];
  readonly by_type: readonly { readonly appointment_type: string; readonly count: number }[];
  readonly employees: readonly EmployeeInsight[];
}

/** Sorts counted groups into the four views; every date of the capacities becomes a day. */
export function insightsOf(
  groups: readonly InsightGroup[],
  capacities: ReadonlyMap<string, number>,
): Insights {
  const keyed = (kind: GroupKind): (InsightGroup & { readonly key: string })[] =>
    groups
      .flatMap((group) =>
        group.kind === kind && group.key !== null ? [keep(group, group.key)] : [],
      )
      .sort((one, other) => (one.key < other.key ? -1 : 1));
  const days = new Map(keyed('day').map((group) => [group.key, group]));
  return {
    days: [...capacities].map(([date, capacity_minutes]) => {
      const { total = 0, cancelled = 0, no_show = 0, booked_minutes = 0 } = days.get(date) ?? {};
      const appointments = total - cancelled - no_show;
      return { date, appointments, booked_minutes, capacity_minutes, cancelled, no_show };
    }),
    by_status: keyed('status').map(({ key, total }) => ({ status: key, count: total })),
    by_type: keyed('type').map(({ key, total }) => ({ appointment_type: key, count: total })),
    employees: keyed('employee').map(({ key, completed, duration_seconds, booked_minutes }) => ({
      employee_id: key,
      completed,
      duration_seconds,
      booked_minutes,
    })),
  };
}

function keep(group: InsightGroup, key: string): InsightGroup & { readonly key: string } {
  return { ...group, key };
}
