/** One field of an appointment, before and after a change. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Values of fields as the audit keeps them. */
export type AuditedChanges = Readonly<Record<string, { before: unknown; after: unknown }>>;

/** The service's own marks, and what every change writes: of no use to a reader. */
const INTERNAL = new Set(['guarded', 'adopted', 'updated_at', 'created_at', 'id']);
/** What customers neither write nor learn, not even what it was (contract 9.16, 9.19). */
const STAFF_ONLY = new Set([
  'internal_notes',
  'estimated_cost',
  'assigned_employee_id',
  'duration_seconds',
]);

/** The changes that a reader may see, by field. */
export function visibleChanges(
  changes: AuditedChanges | null,
  reader: { readonly staff: boolean },
): FieldChange[] {
  return Object.entries(changes ?? {})
    .filter(([field]) => !INTERNAL.has(field) && (reader.staff || !STAFF_ONLY.has(field)))
    .map(([field, { before, after }]) => ({ field, before, after }))
    .sort((a, b) => (a.field < b.field ? -1 : 1));
}
