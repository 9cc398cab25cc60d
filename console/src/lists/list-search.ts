/** What narrows the list. */
export const FILTERS = [
  'q',
  'status',
  'appointment_type',
  'employee_id',
  'start_date',
  'end_date',
] as const;

/** What the address of the list may say. */
export const LIST_SEARCH = [...FILTERS, 'ordering', 'page'] as const;
export type ListSearch = { readonly [Name in (typeof LIST_SEARCH)[number]]?: string };
