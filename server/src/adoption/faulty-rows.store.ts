import type { FindingName, TotalName } from './findings.rules.ts';

/** What new rows are held to. */
export interface Bounds {
  readonly longestMinutes: number;
  readonly statuses: readonly string[];
  readonly types: readonly string[];
}

/** Rows of one table, each of which breaks a rule by itself. */
interface Faulty {
  readonly finding: FindingName;
  readonly from: string;
  readonly where: string;
  /** What is wrong with one. */
  readonly what: string;
  readonly newest: string;
  readonly values?: readonly unknown[];
}

const appointments = { from: 'appointments', newest: 'scheduled_date desc, scheduled_time desc' };
const slots = { from: 'time_slots', newest: 'date desc, start_time desc' };

const TABLES: readonly (readonly [TotalName, string])[] = [
  ['appointments', 'appointments'],
  ['time_slots', 'time_slots'],
  ['history_lines', 'appointment_history'],
];

/** How many rows there are at all. */
export const totals = TABLES.map(([finding, table]) => ({
  finding,
  text: `select count(*) as found, '[]'::jsonb as examples from ${table}`,
  values: [],
}));

export function faultyRows({ longestMinutes, statuses, types }: Bounds) {
  const kinds: readonly Faulty[] = [
    {
      finding: 'odd_length',
      ...appointments,
      where: 'duration_minutes not between 1 and $1',
      what: `concat(duration_minutes, ' minutes')`,
      values: [longestMinutes],
    },
    {
      finding: 'unreachable_date',
      ...appointments,
      where: 'isempty(occupies)',
      what: 'concat(scheduled_date)',
    },
    {
      finding: 'negative_cost',
      ...appointments,
      where: `estimated_cost < 0 or estimated_cost = 'NaN'`,
      what: 'concat(estimated_cost)',
    },
    {
      finding: 'negative_work',
      ...appointments,
      where: 'duration_seconds < 0',
      what: `concat(duration_seconds, ' seconds')`,
    },
    {
      finding: 'stale_stamp',
      ...appointments,
      where: `(completed_at is not null and status <> 'completed')
        or (cancelled_at is not null and status <> 'cancelled')`,
      what: `concat_ws(', ', status, 'completed_at ' || completed_at, 'cancelled_at ' || cancelled_at)`,
    },
    {
      finding: 'unknown_status',
      ...appointments,
      where: 'status <> all ($1)',
      what: 'to_json(status)::text',
      values: [statuses],
    },
    {
      finding: 'unknown_type',
      ...appointments,
      where: 'appointment_type <> all ($1)',
      what: 'to_json(appointment_type)::text',
      values: [types],
    },
    {
      finding: 'backward_slot',
      ...slots,
      // An end of 23:59 means midnight (contract 9.22).
      where: `end_time <= start_time and end_time <> '23:59'`,
      what: `concat_ws(' ', date, start_time, 'to', end_time)`,
    },
    {
      finding: 'negative_capacity',
      ...slots,
      where: 'max_concurrent_appointments < 0',
      what: `concat_ws(' ', date, start_time, 'with', max_concurrent_appointments, 'places')`,
    },
    {
      finding: 'orphan_history',
      from: 'appointment_history h',
      where: `not exists (select from appointments a where a.id = h.appointment_id)
        and not exists (select from deleted_appointments d where d.id = h.appointment_id)`,
      what: `concat('of ', appointment_id)`,
      newest: 'changed_at desc',
    },
  ];
  return kinds.map(({ finding, values = [], ...rows }) => ({
    finding,
    text: searchFor(rows),
    values,
  }));
}

function searchFor({ from, where, what, newest }: Omit<Faulty, 'finding' | 'values'>): string {
  return `
    with faulty as (
      select id, ${what} as what, row_number() over (order by ${newest}, id) as place
      from ${from}
      where ${where}
    )
    select
      count(*) as found,
      coalesce(
        jsonb_agg(
          jsonb_build_object('what', what, 'ids', jsonb_build_array(id), 'size', 1)
          order by place
        ) filter (where place <= 20),
        '[]'
      ) as examples
    from faulty`;
}
