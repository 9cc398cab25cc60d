/** Fields of an appointment that only staff write (contract 9.16). */
export const STAFF_ONLY = [
  'assigned_employee_id',
  'internal_notes',
  'estimated_cost',
  'duration_seconds',
] as const;
