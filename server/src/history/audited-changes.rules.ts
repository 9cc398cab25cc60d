import { STAFF_ONLY } from '../platform/staff-only.ts';

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
/**
 * What only staff write (contract 9.16). The appointment shows its customer what most of it is now;
 * how it came about stays among staff (contract 9.19).
 */
const HIDDEN: ReadonlySet<string> = new Set(STAFF_ONLY);

/** The changes that a reader may see, by field. */
export function visibleChanges(
  changes: AuditedChanges | null,
  reader: { readonly staff: boolean },
): FieldChange[] {
  return Object.entries(changes ?? {})
    .filter(([field]) => !INTERNAL.has(field) && (reader.staff || !HIDDEN.has(field)))
    .map(([field, { before, after }]) => ({
      field,
      before: asOnTheWire(field, before),
      after: asOnTheWire(field, after),
    }))
    .sort((a, b) => (a.field < b.field ? -1 : 1));
}

const MOMENT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00:00$/;

// The audit spells values as JSON of the database does; callers know them otherwise (contract 1.6).
function asOnTheWire(field: string, value: unknown): unknown {
  if (field === 'estimated_cost' && typeof value === 'number') return value.toFixed(2);
  if (!field.endsWith('_at') || typeof value !== 'string') return value;
  return value.replace(MOMENT, (_, seconds: string, fraction: string | undefined) =>
    fraction === undefined ? `${seconds}Z` : `${seconds}.${fraction.padEnd(6, '0')}Z`,
  );
}
