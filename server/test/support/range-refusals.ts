const noDate = ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'];
const required = ['This field is required.'];

/** Ranges of dates that no question takes, and what is answered to each. */
export const RANGE_REFUSALS: readonly [string, object][] = [
  ['', { start_date: required, end_date: required }],
  ['start_date=2026-12-01', { end_date: required }],
  ['start_date=soon&end_date=2026-02-30', { start_date: noDate, end_date: noDate }],
  [
    'start_date=2026-12-02&end_date=2026-12-01',
    { non_field_errors: ['end_date must be after start_date'] },
  ],
];
