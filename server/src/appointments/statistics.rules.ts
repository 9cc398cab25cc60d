/** Appointments of one type and status, counted. */
export interface CountedGroup {
  readonly appointment_type: string;
  readonly status: string;
  readonly total: number;
  readonly today: number;
  readonly completed_today: number;
  readonly upcoming: number;
}

export interface Statistics {
  readonly total_appointments: number;
  readonly pending: number;
  readonly confirmed: number;
  readonly in_progress: number;
  readonly completed: number;
  readonly cancelled: number;
  readonly today: number;
  readonly completed_today: number;
  readonly upcoming: number;
  readonly by_type: Readonly<Record<string, number>>;
  readonly no_show: number;
  readonly pending_appointments: number;
  readonly confirmed_appointments: number;
  readonly completed_appointments: number;
  readonly cancelled_appointments: number;
}

type Count = 'total' | 'today' | 'completed_today' | 'upcoming';

/** Adds the groups up; the types that occur add up to the total (contract 2.4). */
export function statisticsOf(groups: readonly CountedGroup[]): Statistics {
  const sum = (count: Count, wanted: (group: CountedGroup) => boolean = () => true): number =>
    groups.filter(wanted).reduce((total, group) => total + group[count], 0);
  const withStatus = (status: string): number => sum('total', (group) => group.status === status);
  const types = [...new Set(groups.map((group) => group.appointment_type))].sort();
  const [pending, confirmed] = [withStatus('pending'), withStatus('confirmed')];
  const [completed, cancelled] = [withStatus('completed'), withStatus('cancelled')];
  return {
    total_appointments: sum('total'),
    pending,
    confirmed,
    in_progress: withStatus('in_progress'),
    completed,
    cancelled,
    today: sum('today'),
    completed_today: sum('completed_today'),
    upcoming: sum('upcoming'),
    by_type: Object.fromEntries(
      types.map((type) => [type, sum('total', (group) => group.appointment_type === type)]),
    ),
    no_show: withStatus('no_show'),
    pending_appointments: pending,
    confirmed_appointments: confirmed,
    completed_appointments: completed,
    cancelled_appointments: cancelled,
  };
}
